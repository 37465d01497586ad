package io.snapseal.kms;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Which key spec may be for what, and with which algorithms (KMS developer guide, "Key spec
 * reference").
 */
final class KeySpecs {
  private static final List<EncryptionAlgorithmSpec> OAEP =
      List.of(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1, EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256);
  private static final List<SigningAlgorithmSpec> RSA_SIGNATURES =
      List.of(
          SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256,
          SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_384,
          SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_512,
          SigningAlgorithmSpec.RSASSA_PSS_SHA_256,
          SigningAlgorithmSpec.RSASSA_PSS_SHA_384,
          SigningAlgorithmSpec.RSASSA_PSS_SHA_512);
  private static final Map<KeySpec, SigningAlgorithmSpec> ECDSA =
      Map.of(
          KeySpec.ECC_NIST_P256, SigningAlgorithmSpec.ECDSA_SHA_256,
          KeySpec.ECC_NIST_P384, SigningAlgorithmSpec.ECDSA_SHA_384,
          KeySpec.ECC_NIST_P521, SigningAlgorithmSpec.ECDSA_SHA_512);
  private static final Map<KeySpec, MacAlgorithmSpec> HMAC =
      Map.of(
          KeySpec.HMAC_224, MacAlgorithmSpec.HMAC_SHA_224,
          KeySpec.HMAC_256, MacAlgorithmSpec.HMAC_SHA_256,
          KeySpec.HMAC_384, MacAlgorithmSpec.HMAC_SHA_384,
          KeySpec.HMAC_512, MacAlgorithmSpec.HMAC_SHA_512);
  private static final List<KeySpec> RSA =
      List.of(KeySpec.RSA_2048, KeySpec.RSA_3072, KeySpec.RSA_4096);

  /** The bytes of a secret that has no structure, by spec. */
  private static final Map<KeySpec, Integer> SECRET_BYTES =
      Map.of(
          KeySpec.SYMMETRIC_DEFAULT, 32,
          KeySpec.HMAC_224, 28,
          KeySpec.HMAC_256, 32,
          KeySpec.HMAC_384, 48,
          KeySpec.HMAC_512, 64);

  private KeySpecs() {}

  /** How many bytes the secret of a symmetric or HMAC key has. */
  static int secretBytes(KeySpec spec) {
    Integer bytes = SECRET_BYTES.get(spec);
    if (bytes == null) {
      throw new IllegalStateException("a key pair has no such length: " + spec);
    }
    return bytes;
  }

  static boolean isSymmetric(KeyMetadata key) {
    return key.keySpec() == KeySpec.SYMMETRIC_DEFAULT;
  }

  static boolean isRsa(KeySpec spec) {
    return RSA.contains(spec);
  }

  static boolean isElliptic(KeySpec spec) {
    return ECDSA.containsKey(spec);
  }

  static boolean isAsymmetric(KeySpec spec) {
    return isRsa(spec) || isElliptic(spec);
  }

  static boolean isHmac(KeySpec spec) {
    return HMAC.containsKey(spec);
  }

  /** What a new key is for: only symmetric encryption keys have a default. */
  static KeyUsageType usage(KeySpec spec, @Nullable KeyUsageType given) {
    if (spec != KeySpec.SYMMETRIC_DEFAULT && !isRsa(spec) && !isElliptic(spec) && !isHmac(spec)) {
      throw KmsFaults.unsupported("KeySpec " + spec);
    }
    if (given == null && spec != KeySpec.SYMMETRIC_DEFAULT) {
      throw KmsFaults.validation(
          "You must specify a KeyUsage value for all KMS keys except for symmetric encryption"
              + " keys.");
    }
    KeyUsageType usage = given == null ? KeyUsageType.ENCRYPT_DECRYPT : given;
    if (!usages(spec).contains(usage)) {
      throw KmsFaults.validation("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
    }
    return usage;
  }

  private static List<KeyUsageType> usages(KeySpec spec) {
    if (isRsa(spec)) {
      return List.of(KeyUsageType.ENCRYPT_DECRYPT, KeyUsageType.SIGN_VERIFY);
    }
    if (isElliptic(spec)) {
      return List.of(KeyUsageType.SIGN_VERIFY, KeyUsageType.KEY_AGREEMENT);
    }
    return List.of(isHmac(spec) ? KeyUsageType.GENERATE_VERIFY_MAC : KeyUsageType.ENCRYPT_DECRYPT);
  }

  /** The key's metadata with the algorithms that its spec and usage allow. */
  static KeyMetadata withAlgorithms(KeyMetadata key) {
    KeySpec spec = key.keySpec();
    KeyMetadata.Builder shown = key.toBuilder();
    switch (key.keyUsage()) {
      case ENCRYPT_DECRYPT ->
          shown.encryptionAlgorithms(
              isSymmetric(key) ? List.of(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT) : OAEP);
      case SIGN_VERIFY ->
          shown.signingAlgorithms(isRsa(spec) ? RSA_SIGNATURES : List.of(ecdsa(spec)));
      case GENERATE_VERIFY_MAC -> shown.macAlgorithms(hmac(spec));
      case KEY_AGREEMENT -> shown.keyAgreementAlgorithms(KeyAgreementAlgorithmSpec.ECDH);
      default -> throw new IllegalStateException("no such usage: " + key.keyUsage());
    }
    return shown.build();
  }

  private static SigningAlgorithmSpec ecdsa(KeySpec spec) {
    SigningAlgorithmSpec algorithm = ECDSA.get(spec);
    if (algorithm == null) {
      throw new IllegalStateException("not for signatures: " + spec);
    }
    return algorithm;
  }

  private static MacAlgorithmSpec hmac(KeySpec spec) {
    MacAlgorithmSpec algorithm = HMAC.get(spec);
    if (algorithm == null) {
      throw new IllegalStateException("not for MACs: " + spec);
    }
    return algorithm;
  }

  /** Refuses an algorithm that the key does not do, in AWS's sentence. */
  static void mustDo(KeyMetadata key, List<String> does, String algorithm) {
    if (!does.contains(algorithm)) {
      throw KmsFaults.invalidKeyUsage(
          "Algorithm %s is incompatible with key spec %s."
              .formatted(algorithm, key.keySpecAsString()));
    }
  }
}
