package io.snapseal.rds;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.snapshot.Border;
import io.snapseal.rds.snapshot.CopyRequest;
import io.snapseal.rds.snapshot.PresignedCopies;
import io.snapseal.rds.snapshot.PresignedUrls;
import io.snapseal.rds.snapshot.Sources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Copies as the source's region sees them: they make nothing, they let the source be read. */
record ForSource(
    Caller caller, Sources<DBSnapshot> snapshots, Sources<DBClusterSnapshot> clusterSnapshots)
    implements RdsClient {

  /**
   * What they need there: their action on the source; on the target, it is needed where that is.
   */
  private static final Map<String, Permission> PERMISSIONS =
      Map.of(
          "CopyDBSnapshot",
          Permission.of(
              CopyDbSnapshotRequest.class,
              (caller, request) ->
                  source(caller, "rds:CopyDBSnapshot", request.sourceDBSnapshotIdentifier())),
          "CopyDBClusterSnapshot",
          Permission.of(
              CopyDbClusterSnapshotRequest.class,
              (caller, request) ->
                  source(
                      caller,
                      "rds:CopyDBClusterSnapshot",
                      request.sourceDBClusterSnapshotIdentifier())));

  private static List<Need> source(Caller caller, String action, String arn) {
    return List.of(RdsPermissions.shared(caller, action, arn));
  }

  /** The border of every region: presigned URLs are verified, and the source's region is asked. */
  static Border border(
      PresignedUrls presigned,
      Authorizer authorizer,
      RdsConditions conditions,
      Sources<DBSnapshot> snapshots,
      Sources<DBClusterSnapshot> clusterSnapshots) {
    Map<String, Permission> permissions =
        Map.of(
            "CopyDBSnapshot", conditions.addedTo(permission("CopyDBSnapshot")),
            "CopyDBClusterSnapshot", conditions.addedTo(permission("CopyDBClusterSnapshot")));
    return new Border(
        new PresignedCopies(presigned),
        (caller, request) ->
            ask(
                AuthorizedClient.of(
                    RdsClient.class,
                    caller,
                    authorizer,
                    permissions,
                    RdsFaults::accessDenied,
                    new ForSource(caller, snapshots, clusterSnapshots)),
                request));
  }

  private static Permission permission(String operation) {
    return Objects.requireNonNull(PERMISSIONS.get(operation));
  }

  /** From another region a source is named by its ARN, which tells the kind. */
  private static void ask(RdsClient region, CopyRequest request) {
    if (arn(request.source()).type().equals(RdsArn.SNAPSHOT)) {
      region.copyDBSnapshot(
          r ->
              r.sourceDBSnapshotIdentifier(request.source())
                  .targetDBSnapshotIdentifier(request.target())
                  .kmsKeyId(request.kmsKeyId()));
    } else {
      region.copyDBClusterSnapshot(
          r ->
              r.sourceDBClusterSnapshotIdentifier(request.source())
                  .targetDBClusterSnapshotIdentifier(request.target())
                  .kmsKeyId(request.kmsKeyId()));
    }
  }

  private static RdsArn arn(String source) {
    return RdsArn.parse(source).orElseThrow();
  }

  private boolean owns(RdsArn source) {
    return source.scope().account().equals(caller.account());
  }

  @Override
  public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
    RdsArn source = arn(request.sourceDBSnapshotIdentifier());
    DBSnapshot shown = snapshots.seen(caller, source).shown();
    return CopyDbSnapshotResponse.builder()
        .dbSnapshot(owns(source) ? shown : shown.toBuilder().tagList(List.of()).build())
        .build();
  }

  @Override
  public CopyDbClusterSnapshotResponse copyDBClusterSnapshot(CopyDbClusterSnapshotRequest request) {
    RdsArn source = arn(request.sourceDBClusterSnapshotIdentifier());
    DBClusterSnapshot shown = clusterSnapshots.seen(caller, source).shown();
    return CopyDbClusterSnapshotResponse.builder()
        .dbClusterSnapshot(owns(source) ? shown : shown.toBuilder().tagList(List.of()).build())
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
