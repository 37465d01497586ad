package io.snapseal.autopilot.aws;

import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The clients of one account, one per region: all the autopilot knows of the outside.
 *
 * <p>A client answers for its own region only; a copy to another region is asked of that region's
 * client, as AWS requires (Amazon RDS User Guide, "Copying a DB snapshot").
 */
public interface Clients {
  /** The RDS client of a region such as {@code eu-west-1}; the same one each time. */
  RdsClient rds(String region);

  /** The KMS client of a region; the same one each time. */
  KmsClient kms(String region);

  /** The 12-digit account the credentials belong to, as STS GetCallerIdentity reports it. */
  String account();
}
