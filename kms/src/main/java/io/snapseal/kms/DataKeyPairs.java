package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.security.KeyPair;
import java.util.Arrays;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * Key pairs for use outside KMS, the private key under a KMS key (KMS developer guide, "Data key
 * pairs"): public keys as DER SubjectPublicKeyInfo, private keys as DER PKCS #8.
 */
final class DataKeyPairs {
  private final Cryptography cryptography;
  private final KeyPairs pairs;

  DataKeyPairs(Cryptography cryptography, KeyPairs pairs) {
    this.cryptography = cryptography;
    this.pairs = pairs;
  }

  GenerateDataKeyPairResponse generate(Caller caller, GenerateDataKeyPairRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        cryptography.symmetric(caller, request.keyId(), "GenerateDataKeyPair");
    KeyPairs.mustHave(request.keyPairSpecAsString());
    UsableKeys.stopIfDry(request.dryRun());
    KeyPair pair = pairs.made(request.keyPairSpecAsString());
    byte[] secret = pair.getPrivate().getEncoded();
    CiphertextBlob sealed = cryptography.sealed(key, secret, request.encryptionContext());
    return GenerateDataKeyPairResponse.builder()
        .privateKeyCiphertextBlob(sealed.encoded())
        .privateKeyPlaintext(SdkBytes.fromByteArrayUnsafe(secret))
        .publicKey(SdkBytes.fromByteArrayUnsafe(pair.getPublic().getEncoded()))
        .keyId(key.shown().arn())
        .keyPairSpec(request.keyPairSpec())
        .keyMaterialId(Materials.id(key, sealed))
        .build();
  }

  GenerateDataKeyPairWithoutPlaintextResponse generateWithoutPlaintext(
      Caller caller, GenerateDataKeyPairWithoutPlaintextRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        cryptography.symmetric(caller, request.keyId(), "GenerateDataKeyPairWithoutPlaintext");
    KeyPairs.mustHave(request.keyPairSpecAsString());
    UsableKeys.stopIfDry(request.dryRun());
    KeyPair pair = pairs.made(request.keyPairSpecAsString());
    byte[] secret = pair.getPrivate().getEncoded();
    try {
      CiphertextBlob sealed = cryptography.sealed(key, secret, request.encryptionContext());
      return GenerateDataKeyPairWithoutPlaintextResponse.builder()
          .privateKeyCiphertextBlob(sealed.encoded())
          .publicKey(SdkBytes.fromByteArrayUnsafe(pair.getPublic().getEncoded()))
          .keyId(key.shown().arn())
          .keyPairSpec(request.keyPairSpec())
          .keyMaterialId(Materials.id(key, sealed))
          .build();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
