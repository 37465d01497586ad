package io.snapseal.rds.storage;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsFaults;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * The KMS keys of storage. RDS asks KMS on behalf of the caller, and answers with one fault
 * whatever KMS objected to (RDS user guide, "AWS KMS key management").
 */
public final class StorageKeys {
  /** The AWS managed key that is used when none is named. */
  public static final String DEFAULT = "alias/aws/rds";

  private final Function<Caller, KmsClient> kms;

  public StorageKeys(Function<Caller, KmsClient> kms) {
    this.kms = kms;
  }

  /** KMS as RDS asks it on behalf of a caller. */
  public KmsClient onBehalfOf(Caller caller) {
    return kms.apply(caller.via("rds"));
  }

  /**
   * The ARN of a key that storage may use now: symmetric, for encryption, enabled, in the caller's
   * region.
   *
   * @param key a key id, key ARN, alias or alias ARN
   * @param which the word in the fault: {@code source snapshot}, {@code target} or {@code
   *     Specified}
   */
  public String usable(Caller caller, String key, String which) {
    KeyMetadata metadata = described(caller, key, which);
    boolean usable =
        metadata.keyState() == KeyState.ENABLED
            && metadata.keySpec() == KeySpec.SYMMETRIC_DEFAULT
            && metadata.keyUsage() == KeyUsageType.ENCRYPT_DECRYPT;
    if (!usable) {
      throw RdsFaults.keyNotAccessible(which, metadata.arn());
    }
    return metadata.arn();
  }

  private KeyMetadata described(Caller caller, String key, String which) {
    try {
      return onBehalfOf(caller).describeKey(request -> request.keyId(key)).keyMetadata();
    } catch (KmsException e) {
      throw RdsFaults.keyRefused(e, which, key);
    }
  }
}
