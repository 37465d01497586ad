package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.snapshot.Sources;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** CopyDBSnapshot as the source's region sees it: it makes nothing, it lets the source be read. */
record ForSource(Caller caller, Sources<DBSnapshot> sources) implements RdsClient {
  static final String OPERATION = "CopyDBSnapshot";

  /** What it needs there: its action on the source; on the target, it is needed where that is. */
  static final Permission PERMISSION =
      Permission.of(
          CopyDbSnapshotRequest.class,
          (caller, request) ->
              List.of(
                  RdsPermissions.shared(
                      caller, "rds:CopyDBSnapshot", request.sourceDBSnapshotIdentifier())));

  @Override
  public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
    RdsArn source = RdsArn.snapshotNamed(caller.scope(), request.sourceDBSnapshotIdentifier());
    DBSnapshot shown = sources.seen(caller, source).shown();
    return CopyDbSnapshotResponse.builder()
        .dbSnapshot(
            source.scope().account().equals(caller.account())
                ? shown
                : shown.toBuilder().tagList(List.of()).build())
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
