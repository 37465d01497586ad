package io.snapseal.rds.transfer;

import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * The two operations that RDS has not got, in the form of an SDK client, so that the authorizer and
 * the audit trail stand around them as around all others. What streams belongs to whoever
 * implements it, one for each call.
 */
public interface TransferClient extends SdkClient {
  /** Makes a snapshot of files that come as a stream; durable when it returns. */
  CreateDbSnapshotResponse importDBSnapshot(TransferRequest request);

  /** Opens a snapshot and its key; its files are given out after this was recorded. */
  DescribeDbSnapshotsResponse exportDBSnapshot(TransferRequest request);
}
