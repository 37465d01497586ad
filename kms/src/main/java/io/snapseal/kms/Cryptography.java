package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GenerateRandomRequest;
import software.amazon.awssdk.services.kms.model.GenerateRandomResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/** The operations that encrypt and decrypt. Each asks for the key's state at that moment. */
final class Cryptography {
  private final UsableKeys keys;
  private final KeyMaterial material;
  private final RsaCiphers rsa;
  private final SecureRandom random;

  Cryptography(UsableKeys keys, KeyMaterial material, RsaCiphers rsa, SecureRandom random) {
    this.keys = keys;
    this.material = material;
    this.rsa = rsa;
    this.random = random;
  }

  EncryptResponse encrypt(Caller caller, EncryptRequest request) {
    EncryptionAlgorithmSpec algorithm = usual(request.encryptionAlgorithm());
    byte[] plaintext = KmsFaults.required(request.plaintext(), "plaintext").asByteArray();
    Row<KeyMetadata, KeyInternals> key = encrypting(caller, request.keyId(), algorithm, "Encrypt");
    mustFit(key, algorithm, plaintext, request.encryptionContext());
    UsableKeys.stopIfDry(request.dryRun());
    return EncryptResponse.builder()
        .ciphertextBlob(closed(key, algorithm, plaintext, request.encryptionContext()))
        .keyId(key.shown().arn())
        .encryptionAlgorithm(algorithm)
        .build();
  }

  DecryptResponse decrypt(Caller caller, DecryptRequest request) {
    EncryptionAlgorithmSpec algorithm = usual(request.encryptionAlgorithm());
    SdkBytes blob = KmsFaults.required(request.ciphertextBlob(), "ciphertextBlob");
    Row<KeyMetadata, KeyInternals> key =
        decrypting(caller, blob, request.keyId(), algorithm, "Decrypt");
    byte[] plaintext = opened(key, algorithm, blob, request.encryptionContext());
    stopIfDry(request.dryRun(), plaintext);
    return DecryptResponse.builder()
        .plaintext(SdkBytes.fromByteArrayUnsafe(plaintext))
        .keyMaterialId(materialId(key, algorithm, blob))
        .keyId(key.shown().arn())
        .encryptionAlgorithm(algorithm)
        .build();
  }

  ReEncryptResponse reEncrypt(Caller caller, ReEncryptRequest request) {
    EncryptionAlgorithmSpec from = usual(request.sourceEncryptionAlgorithm());
    EncryptionAlgorithmSpec to = usual(request.destinationEncryptionAlgorithm());
    SdkBytes blob = KmsFaults.required(request.ciphertextBlob(), "ciphertextBlob");
    Row<KeyMetadata, KeyInternals> source =
        decrypting(caller, blob, request.sourceKeyId(), from, "ReEncrypt");
    Row<KeyMetadata, KeyInternals> destination =
        encrypting(caller, request.destinationKeyId(), to, "ReEncrypt");
    byte[] plaintext = opened(source, from, blob, request.sourceEncryptionContext());
    try {
      mustFit(destination, to, plaintext, request.destinationEncryptionContext());
      UsableKeys.stopIfDry(request.dryRun());
      SdkBytes moved = closed(destination, to, plaintext, request.destinationEncryptionContext());
      return ReEncryptResponse.builder()
          .ciphertextBlob(moved)
          .sourceKeyMaterialId(materialId(source, from, blob))
          .destinationKeyMaterialId(materialId(destination, to, moved))
          .sourceKeyId(source.shown().arn())
          .keyId(destination.shown().arn())
          .sourceEncryptionAlgorithm(from)
          .destinationEncryptionAlgorithm(to)
          .build();
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  GenerateDataKeyResponse generateDataKey(Caller caller, GenerateDataKeyRequest request) {
    int length = dataKeyLength(request.keySpec(), request.numberOfBytes());
    Row<KeyMetadata, KeyInternals> key = symmetric(caller, request.keyId(), "GenerateDataKey");
    UsableKeys.stopIfDry(request.dryRun());
    byte[] dataKey = drawn(length);
    CiphertextBlob sealed = sealed(key, dataKey, request.encryptionContext());
    return GenerateDataKeyResponse.builder()
        .ciphertextBlob(sealed.encoded())
        .keyMaterialId(Materials.id(key, sealed))
        .plaintext(SdkBytes.fromByteArrayUnsafe(dataKey))
        .keyId(key.shown().arn())
        .build();
  }

  GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
      Caller caller, GenerateDataKeyWithoutPlaintextRequest request) {
    int length = dataKeyLength(request.keySpec(), request.numberOfBytes());
    Row<KeyMetadata, KeyInternals> key =
        symmetric(caller, request.keyId(), "GenerateDataKeyWithoutPlaintext");
    UsableKeys.stopIfDry(request.dryRun());
    byte[] dataKey = drawn(length);
    try {
      CiphertextBlob sealed = sealed(key, dataKey, request.encryptionContext());
      return GenerateDataKeyWithoutPlaintextResponse.builder()
          .ciphertextBlob(sealed.encoded())
          .keyMaterialId(Materials.id(key, sealed))
          .keyId(key.shown().arn())
          .build();
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  GenerateRandomResponse generateRandom(GenerateRandomRequest request) {
    Integer length = request.numberOfBytes();
    if (length == null) {
      throw KmsFaults.validation("NumberOfBytes is required.");
    }
    return GenerateRandomResponse.builder()
        .plaintext(SdkBytes.fromByteArrayUnsafe(drawn(length)))
        .build();
  }

  /** An enabled symmetric encryption key. */
  Row<KeyMetadata, KeyInternals> symmetric(Caller caller, String identifier, String operation) {
    return encrypting(caller, identifier, EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT, operation);
  }

  CiphertextBlob sealed(
      Row<KeyMetadata, KeyInternals> key, byte[] plaintext, Map<String, String> context) {
    String name = NewKeys.materialName(key.scope(), key.id());
    return material.encrypt(name, key.internal().wrappedKeyset(), plaintext, context);
  }

  private Row<KeyMetadata, KeyInternals> encrypting(
      Caller caller, String identifier, EncryptionAlgorithmSpec algorithm, String operation) {
    Row<KeyMetadata, KeyInternals> key =
        keys.named(caller, identifier, KeyUsageType.ENCRYPT_DECRYPT, operation);
    KeySpecs.mustDo(key.shown(), key.shown().encryptionAlgorithmsAsStrings(), algorithm.toString());
    return key;
  }

  /** Only the ciphertexts of symmetric keys name their key. */
  private Row<KeyMetadata, KeyInternals> decrypting(
      Caller caller,
      SdkBytes blob,
      @Nullable String identifier,
      EncryptionAlgorithmSpec algorithm,
      String operation) {
    return isSymmetric(algorithm)
        ? keys.opening(caller, CiphertextBlob.decode(blob), identifier)
        : encrypting(caller, KmsFaults.required(identifier, "keyId"), algorithm, operation);
  }

  private void mustFit(
      Row<KeyMetadata, KeyInternals> key,
      EncryptionAlgorithmSpec algorithm,
      byte[] plaintext,
      Map<String, String> context) {
    if (!isSymmetric(algorithm)) {
      rsa.mustFit(key, algorithm.toString(), plaintext, context);
    }
  }

  private SdkBytes closed(
      Row<KeyMetadata, KeyInternals> key,
      EncryptionAlgorithmSpec algorithm,
      byte[] plaintext,
      Map<String, String> context) {
    return isSymmetric(algorithm)
        ? sealed(key, plaintext, context).encoded()
        : rsa.encrypt(key, algorithm.toString(), plaintext);
  }

  private byte[] opened(
      Row<KeyMetadata, KeyInternals> key,
      EncryptionAlgorithmSpec algorithm,
      SdkBytes blob,
      Map<String, String> context) {
    return isSymmetric(algorithm)
        ? material
            .decrypt(key.internal().wrappedKeyset(), CiphertextBlob.decode(blob), context)
            .asByteArrayUnsafe()
        : rsa.decrypt(key, algorithm.toString(), blob, context);
  }

  private static @Nullable String materialId(
      Row<KeyMetadata, KeyInternals> key, EncryptionAlgorithmSpec algorithm, SdkBytes blob) {
    return isSymmetric(algorithm) ? Materials.id(key, CiphertextBlob.decode(blob)) : null;
  }

  /** A dry run says whether the ciphertext would have opened; its plaintext goes nowhere. */
  private static void stopIfDry(@Nullable Boolean dryRun, byte[] plaintext) {
    if (Boolean.TRUE.equals(dryRun)) {
      Arrays.fill(plaintext, (byte) 0);
      throw KmsFaults.dryRun();
    }
  }

  static boolean isSymmetric(EncryptionAlgorithmSpec algorithm) {
    return algorithm == EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT;
  }

  static EncryptionAlgorithmSpec usual(@Nullable EncryptionAlgorithmSpec given) {
    return Objects.requireNonNullElse(given, EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT);
  }

  private byte[] drawn(int length) {
    byte[] drawn = new byte[length];
    random.nextBytes(drawn);
    return drawn;
  }

  private static int dataKeyLength(@Nullable DataKeySpec spec, @Nullable Integer bytes) {
    if ((spec == null) == (bytes == null)) {
      throw KmsFaults.validation(
          "Please specify either number of bytes or key spec, and not both.");
    }
    if (spec == null) {
      return bytes == null ? 0 : bytes;
    }
    return switch (spec) {
      case AES_128 -> 16;
      case AES_256 -> 32;
      default -> throw new IllegalStateException("the constraints let pass " + spec);
    };
  }
}
