package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
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

/** The operations that use a key. Each asks for the key's state at that moment. */
final class Cryptography {
  private final UsableKeys keys;
  private final KeyMaterial material;
  private final SecureRandom random;

  Cryptography(UsableKeys keys, KeyMaterial material, SecureRandom random) {
    this.keys = keys;
    this.material = material;
    this.random = random;
  }

  EncryptResponse encrypt(Caller caller, EncryptRequest request) {
    onlySymmetric(request.encryptionAlgorithm());
    byte[] plaintext = KmsFaults.required(request.plaintext(), "plaintext").asByteArray();
    Row<KeyMetadata, KeyInternals> key = symmetric(caller, request.keyId(), "Encrypt");
    UsableKeys.stopIfDry(request.dryRun());
    return EncryptResponse.builder()
        .ciphertextBlob(sealed(key, plaintext, request.encryptionContext()).encoded())
        .keyId(key.shown().arn())
        .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
        .build();
  }

  DecryptResponse decrypt(Caller caller, DecryptRequest request) {
    onlySymmetric(request.encryptionAlgorithm());
    CiphertextBlob blob = CiphertextBlob.decode(request.ciphertextBlob());
    Row<KeyMetadata, KeyInternals> key = keys.opening(caller, blob, request.keyId());
    UsableKeys.stopIfDry(request.dryRun());
    return DecryptResponse.builder()
        .plaintext(
            material.decrypt(key.internal().wrappedKeyset(), blob, request.encryptionContext()))
        .keyMaterialId(Materials.id(key, blob))
        .keyId(key.shown().arn())
        .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
        .build();
  }

  ReEncryptResponse reEncrypt(Caller caller, ReEncryptRequest request) {
    onlySymmetric(request.sourceEncryptionAlgorithm());
    onlySymmetric(request.destinationEncryptionAlgorithm());
    CiphertextBlob blob = CiphertextBlob.decode(request.ciphertextBlob());
    Row<KeyMetadata, KeyInternals> source = keys.opening(caller, blob, request.sourceKeyId());
    Row<KeyMetadata, KeyInternals> destination =
        symmetric(caller, request.destinationKeyId(), "ReEncrypt");
    UsableKeys.stopIfDry(request.dryRun());
    byte[] plaintext =
        material
            .decrypt(source.internal().wrappedKeyset(), blob, request.sourceEncryptionContext())
            .asByteArrayUnsafe();
    try {
      CiphertextBlob moved = sealed(destination, plaintext, request.destinationEncryptionContext());
      return ReEncryptResponse.builder()
          .ciphertextBlob(moved.encoded())
          .sourceKeyMaterialId(Materials.id(source, blob))
          .destinationKeyMaterialId(Materials.id(destination, moved))
          .sourceKeyId(source.shown().arn())
          .keyId(destination.shown().arn())
          .sourceEncryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
          .destinationEncryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
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
    Row<KeyMetadata, KeyInternals> key =
        keys.named(caller, identifier, KeyUsageType.ENCRYPT_DECRYPT, operation);
    KeySpecs.mustDo(
        key.shown(),
        key.shown().encryptionAlgorithmsAsStrings(),
        EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT.toString());
    return key;
  }

  CiphertextBlob sealed(
      Row<KeyMetadata, KeyInternals> key, byte[] plaintext, Map<String, String> context) {
    String name = NewKeys.materialName(key.scope(), key.id());
    return material.encrypt(name, key.internal().wrappedKeyset(), plaintext, context);
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

  private static void onlySymmetric(@Nullable EncryptionAlgorithmSpec algorithm) {
    if (algorithm != null && algorithm != EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT) {
      throw KmsFaults.invalidKeyUsage(
          "A symmetric encryption key is used with SYMMETRIC_DEFAULT only.");
    }
  }
}
