package io.snapseal.rds.cluster;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.snapshot.RestoreAttribute;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshotAttributesResult;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterSnapshotAttributeRequest;

/** ModifyDBClusterSnapshotAttribute and DescribeDBClusterSnapshotAttributes. */
public final class ClusterSnapshotAttributes {
  private final StateStore state;
  private final RestoreAttribute<DBClusterSnapshot> restore;

  public ClusterSnapshotAttributes(StateStore state, RestoreAttribute<DBClusterSnapshot> restore) {
    this.state = state;
    this.restore = restore;
  }

  public DBClusterSnapshotAttributesResult describe(
      Caller caller, DescribeDbClusterSnapshotAttributesRequest request) {
    RdsArn arn =
        ClusterSnapshotKind.KIND.named(
            caller.scope(), named(request.dbClusterSnapshotIdentifier()));
    if (!arn.scope().equals(caller.scope())) {
      throw RdsFaults.clusterSnapshotNotFound(arn.toString());
    }
    Row<DBClusterSnapshot, SnapshotInternals> snapshot =
        state.read(handle -> ClusterSnapshotKind.KIND.row(handle, arn.scope(), arn.id()));
    return shown(snapshot.id(), snapshot.internal().sharedWith());
  }

  public DBClusterSnapshotAttributesResult modify(
      Caller caller, ModifyDbClusterSnapshotAttributeRequest request) {
    String id =
        Identifiers.newClusterSnapshot(
            named(request.dbClusterSnapshotIdentifier()), "DBClusterSnapshotIdentifier");
    return shown(
        id,
        restore.changed(
            caller, id, request.attributeName(), request.valuesToAdd(), request.valuesToRemove()));
  }

  private static String named(@Nullable String id) {
    return RdsFaults.required(id, "DBClusterSnapshotIdentifier");
  }

  private static DBClusterSnapshotAttributesResult shown(String id, List<String> values) {
    return DBClusterSnapshotAttributesResult.builder()
        .dbClusterSnapshotIdentifier(id)
        .dbClusterSnapshotAttributes(
            DBClusterSnapshotAttribute.builder()
                .attributeName(RestoreAttribute.NAME)
                .attributeValues(values)
                .build())
        .build();
  }
}
