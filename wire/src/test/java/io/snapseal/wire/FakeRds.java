package io.snapseal.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RdsException;

/** An RDS with one snapshot, that fails in every way on demand: the identifier says how. */
final class FakeRds implements RdsClient {
  static final PublishedService SERVICE = published(new AtomicReference<>());

  private final RequestOrigin origin;

  private FakeRds(RequestOrigin origin) {
    this.origin = origin;
  }

  /** A service that notes where its last request came from. */
  static PublishedService published(AtomicReference<RequestOrigin> last) {
    return PublishedService.query(
        "rds",
        "2014-10-31",
        "http://rds.amazonaws.com/doc/2014-10-31/",
        RdsClient.class,
        origin -> {
          last.set(origin);
          return new FakeRds(origin);
        });
  }

  @Override
  public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
    String id = Optional.ofNullable(request.dbSnapshotIdentifier()).orElse("legacy");
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(snapshot(id), snapshot("a<b>&\"c\""))
        .build();
  }

  @Override
  public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
    DBSnapshot copy =
        snapshot(request.targetDBSnapshotIdentifier()).toBuilder()
            .kmsKeyId(request.kmsKeyId())
            .encrypted(request.kmsKeyId() != null)
            .tagList(request.tags())
            .build();
    return CopyDbSnapshotResponse.builder().dbSnapshot(copy).build();
  }

  @Override
  public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
    switch (Optional.ofNullable(request.dbSnapshotIdentifier()).orElse("")) {
      case "missing" ->
          throw fault(DbSnapshotNotFoundException.builder(), "DBSnapshotNotFound", 404);
      case "forbidden" -> throw fault(RdsException.builder(), "AccessDenied", 403);
      case "away" -> throw fault(RdsException.builder(), "ServiceUnavailable", 503);
      case "statusless" -> throw fault(RdsException.builder(), "InvalidParameterValue", 0);
      case "codeless" -> throw RdsException.builder().message("secret inside").build();
      case "bug" -> throw new IllegalStateException("secret inside");
      case "unsupported" -> throw new UnsupportedOperationException("secret inside");
      case "overflow" -> throw new StackOverflowError();
      default -> {
        return DeleteDbSnapshotResponse.builder().build();
      }
    }
  }

  private DBSnapshot snapshot(String id) {
    return DBSnapshot.builder()
        .dbSnapshotIdentifier(id)
        .availabilityZone(origin.region() + "a")
        .snapshotCreateTime(Instant.parse("2026-01-02T03:04:05.678Z"))
        .allocatedStorage(20)
        .encrypted(false)
        .status("available")
        .build();
  }

  private static RuntimeException fault(
      software.amazon.awssdk.awscore.exception.AwsServiceException.Builder builder,
      String code,
      int status) {
    return builder
        .message("a <message> & more")
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(code).errorMessage("a <message> & more").build())
        .build();
  }

  @Override
  public String serviceName() {
    return "rds";
  }

  @Override
  public void close() {}
}
