package io.snapseal.kms;

/** What does the work of KMS's operations, by kind. */
record KmsOperations(
    KeyLifecycle lifecycle,
    Aliases aliases,
    KeyPolicies policies,
    Grants grants,
    KeyTags tags,
    Cryptography cryptography,
    DataKeyPairs dataKeyPairs,
    KeyRotation rotation,
    KeyImport imports,
    MultiRegionKeys multiRegion,
    Signatures signatures,
    Macs macs,
    PublicKeys publicKeys) {}
