package io.snapseal.audit;

import java.util.List;
import java.util.Set;

/**
 * What kind of call an operation is: it only looks, or uses a key or makes a credential, or changes
 * something.
 */
enum CallKind {
  LOOK,
  USE,
  CHANGE;

  private static final List<String> LOOKS =
      List.of("Describe", "List", "Get", "Simulate", "Lookup");

  private static final Set<String> USES =
      Set.of(
          "Encrypt",
          "Decrypt",
          "ReEncrypt",
          "GenerateDataKey",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "GenerateMac",
          "GenerateRandom",
          "VerifyMac",
          "Sign",
          "Verify",
          "DeriveSharedSecret",
          "AssumeRole",
          "AssumeRoleWithSAML",
          "AssumeRoleWithWebIdentity",
          // Looks by their names, but not by what they do.
          "GetSessionToken",
          "GetFederationToken");

  static CallKind of(String operation) {
    if (USES.contains(operation)) {
      return USE;
    }
    return LOOKS.stream().anyMatch(operation::startsWith) ? LOOK : CHANGE;
  }

  /** Whether CloudTrail calls it read-only: it does so of every use of a key. */
  boolean readOnly() {
    return this != CHANGE;
  }

  /** Whether its event must be durable before it is answered. */
  boolean mustLast() {
    return this != LOOK;
  }
}
