package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
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
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/** The operations that use a key. Each asks for the key's state at that moment. */
final class Cryptography {
  private final Keys keys;
  private final KeyMaterial material;
  private final SecureRandom random;

  Cryptography(Keys keys, KeyMaterial material, SecureRandom random) {
    this.keys = keys;
    this.material = material;
    this.random = random;
  }

  EncryptResponse encrypt(Caller caller, EncryptRequest request) {
    onlySymmetric(request.encryptionAlgorithm());
    byte[] plaintext = KmsFaults.required(request.plaintext(), "plaintext").asByteArray();
    Row<KeyMetadata, KeyInternals> key = usable(caller, request.keyId());
    stopIfDry(request.dryRun());
    return EncryptResponse.builder()
        .ciphertextBlob(sealed(key, plaintext, request.encryptionContext()))
        .keyId(key.shown().arn())
        .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
        .build();
  }

  DecryptResponse decrypt(Caller caller, DecryptRequest request) {
    onlySymmetric(request.encryptionAlgorithm());
    CiphertextBlob blob = CiphertextBlob.decode(request.ciphertextBlob());
    Row<KeyMetadata, KeyInternals> key = opening(caller, blob, request.keyId());
    stopIfDry(request.dryRun());
    return DecryptResponse.builder()
        .plaintext(
            material.decrypt(key.internal().wrappedKeyset(), blob, request.encryptionContext()))
        .keyId(key.shown().arn())
        .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
        .build();
  }

  ReEncryptResponse reEncrypt(Caller caller, ReEncryptRequest request) {
    onlySymmetric(request.sourceEncryptionAlgorithm());
    onlySymmetric(request.destinationEncryptionAlgorithm());
    CiphertextBlob blob = CiphertextBlob.decode(request.ciphertextBlob());
    Row<KeyMetadata, KeyInternals> source = opening(caller, blob, request.sourceKeyId());
    Row<KeyMetadata, KeyInternals> destination = usable(caller, request.destinationKeyId());
    stopIfDry(request.dryRun());
    byte[] plaintext =
        material
            .decrypt(source.internal().wrappedKeyset(), blob, request.sourceEncryptionContext())
            .asByteArrayUnsafe();
    try {
      return ReEncryptResponse.builder()
          .ciphertextBlob(sealed(destination, plaintext, request.destinationEncryptionContext()))
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
    Row<KeyMetadata, KeyInternals> key = usable(caller, request.keyId());
    stopIfDry(request.dryRun());
    byte[] dataKey = drawn(length);
    return GenerateDataKeyResponse.builder()
        .ciphertextBlob(sealed(key, dataKey, request.encryptionContext()))
        .plaintext(SdkBytes.fromByteArrayUnsafe(dataKey))
        .keyId(key.shown().arn())
        .build();
  }

  GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
      Caller caller, GenerateDataKeyWithoutPlaintextRequest request) {
    int length = dataKeyLength(request.keySpec(), request.numberOfBytes());
    Row<KeyMetadata, KeyInternals> key = usable(caller, request.keyId());
    stopIfDry(request.dryRun());
    byte[] dataKey = drawn(length);
    try {
      return GenerateDataKeyWithoutPlaintextResponse.builder()
          .ciphertextBlob(sealed(key, dataKey, request.encryptionContext()))
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

  private Row<KeyMetadata, KeyInternals> usable(Caller caller, String identifier) {
    return checked(keys.find(caller, identifier));
  }

  /** The key that a ciphertext names; the key that the request names, if any, must be the same. */
  private Row<KeyMetadata, KeyInternals> opening(
      Caller caller, CiphertextBlob blob, @Nullable String expected) {
    if (expected != null && !isNamed(caller, expected, blob)) {
      throw KmsFaults.incorrectKey();
    }
    return checked(named(caller, blob));
  }

  /** Another account's key is not looked up: the caller may use the ciphertext's key only. */
  private boolean isNamed(Caller caller, String expected, CiphertextBlob blob) {
    return KeyName.parse(caller, expected).scope().account().equals(blob.account())
        && keys.find(caller, expected).id().equals(blob.keyId());
  }

  /** The key that a ciphertext names, looked up in the caller's region. */
  Row<KeyMetadata, KeyInternals> named(Caller caller, CiphertextBlob blob) {
    return keys.byId(new Scope(blob.account(), caller.region()), blob.keyId())
        .orElseThrow(KmsFaults::invalidCiphertext);
  }

  private static Row<KeyMetadata, KeyInternals> checked(Row<KeyMetadata, KeyInternals> key) {
    Keys.requireEnabled(key.shown());
    return key;
  }

  private SdkBytes sealed(
      Row<KeyMetadata, KeyInternals> key, byte[] plaintext, Map<String, String> context) {
    String name = NewKeys.materialName(key.scope(), key.id());
    return material.encrypt(name, key.internal().wrappedKeyset(), plaintext, context).encoded();
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

  private static void stopIfDry(@Nullable Boolean dryRun) {
    if (Boolean.TRUE.equals(dryRun)) {
      throw KmsFaults.dryRun();
    }
  }
}
