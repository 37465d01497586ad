package io.snapseal.rds.storage;

import io.snapseal.engine.volume.VolumeKey;
import io.snapseal.state.Scope;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The data keys of encrypted instances' volumes: made and opened by KMS, kept only wrapped. */
public final class VolumeKeys {
  private static final int SERVER_FAULT = 500;

  private final StorageGrants grants;

  public VolumeKeys(StorageGrants grants) {
    this.grants = grants;
  }

  /** A new data key under an encrypted instance's KMS key, wrapped, base64. */
  public String create(Scope scope, DBInstance instance) {
    return create(new SealingKey(scope, instance.kmsKeyId()), instance.dbiResourceId());
  }

  /** A new data key for the volume of the database with that resource id, wrapped, base64. */
  public String create(SealingKey key, String resourceId) {
    return Base64.getEncoder()
        .encodeToString(
            kms(key.scope())
                .generateDataKeyWithoutPlaintext(
                    request ->
                        request
                            .keyId(key.arn())
                            .keySpec(DataKeySpec.AES_256)
                            .encryptionContext(context(resourceId)))
                .ciphertextBlob()
                .asByteArray());
  }

  /**
   * Opens a wrapped data key; null if the instance is not encrypted. The caller wipes it.
   *
   * @throws software.amazon.awssdk.services.kms.model.KmsException if KMS refuses
   */
  public @Nullable VolumeKey open(Scope scope, DBInstance instance, @Nullable String wrapped) {
    return wrapped == null
        ? null
        : open(new SealingKey(scope, instance.kmsKeyId()), instance.dbiResourceId(), wrapped);
  }

  /** {@link #open} for the database with that resource id. */
  public VolumeKey open(SealingKey key, String resourceId, String wrapped) {
    byte[] opened =
        kms(key.scope())
            .decrypt(
                request ->
                    request
                        .keyId(key.arn())
                        .ciphertextBlob(SdkBytes.fromByteArray(Base64.getDecoder().decode(wrapped)))
                        .encryptionContext(context(resourceId)))
            .plaintext()
            .asByteArrayUnsafe();
    try {
      return VolumeKey.of(opened);
    } finally {
      Arrays.fill(opened, (byte) 0);
    }
  }

  /**
   * Whether KMS has said no: the key cannot be used. Being asked too often and a failure of KMS's
   * own say nothing of the key.
   */
  public static boolean isRefusal(KmsException answer) {
    return !answer.isThrottlingException() && answer.statusCode() < SERVER_FAULT;
  }

  /** KMS as RDS asks it in the background, in a region. */
  public KmsClient kms(Scope scope) {
    return grants.asService(scope);
  }

  /** The encryption context RDS uses (RDS user guide, "AWS KMS key management"). */
  public static Map<String, String> context(String resourceId) {
    return Map.of("aws:rds:db-id", resourceId);
  }
}
