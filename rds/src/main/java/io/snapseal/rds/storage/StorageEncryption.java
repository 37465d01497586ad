package io.snapseal.rds.storage;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

/**
 * How what is stored of a resource is encrypted (RDS API reference, {@code StorageEncryptionType}).
 *
 * @param type {@code none}, {@code sse-kms} or {@code sse-rds}
 * @param kmsKeyArn the key, if it is one that an account sees
 */
public record StorageEncryption(StorageEncryptionType type, @Nullable String kmsKeyArn) {
  /** Not at all. */
  public static final StorageEncryption NONE =
      new StorageEncryption(StorageEncryptionType.NONE, null);

  /** By an AWS owned key. */
  public static final StorageEncryption OWNED =
      new StorageEncryption(StorageEncryptionType.SSE_RDS, null);

  /** Under that key; not at all if there is none. */
  public static StorageEncryption under(@Nullable String kmsKeyArn) {
    return kmsKeyArn == null
        ? NONE
        : new StorageEncryption(StorageEncryptionType.SSE_KMS, kmsKeyArn);
  }

  /** As a resource shows it. */
  public static StorageEncryption shown(
      @Nullable StorageEncryptionType type, @Nullable String kmsKeyArn) {
    return type == StorageEncryptionType.SSE_RDS ? OWNED : under(kmsKeyArn);
  }

  /** Whether what is stored is sealed, under whosever key. */
  public boolean encrypted() {
    return type != StorageEncryptionType.NONE;
  }

  /** Whether an account sees the key: what AWS's older members call encrypted. */
  public boolean underKmsKey() {
    return type == StorageEncryptionType.SSE_KMS;
  }
}
