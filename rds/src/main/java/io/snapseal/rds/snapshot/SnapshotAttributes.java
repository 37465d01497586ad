package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttributesResult;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;

/** ModifyDBSnapshotAttribute and DescribeDBSnapshotAttributes. */
public final class SnapshotAttributes {
  private final StateStore state;
  private final RestoreAttribute<DBSnapshot> restore;

  public SnapshotAttributes(StateStore state, RestoreAttribute<DBSnapshot> restore) {
    this.state = state;
    this.restore = restore;
  }

  public DBSnapshotAttributesResult describe(
      Caller caller, DescribeDbSnapshotAttributesRequest request) {
    String given = named(request.dbSnapshotIdentifier());
    Row<DBSnapshot, SnapshotInternals> snapshot =
        state.read(handle -> Tables.snapshotNamed(handle, caller.scope(), given));
    return shown(snapshot.id(), snapshot.internal().sharedWith());
  }

  public DBSnapshotAttributesResult modify(
      Caller caller, ModifyDbSnapshotAttributeRequest request) {
    String id = identifier(named(request.dbSnapshotIdentifier()));
    return shown(
        id,
        restore.changed(
            caller, id, request.attributeName(), request.valuesToAdd(), request.valuesToRemove()));
  }

  /** An automated snapshot's name is no identifier, and its refusal says what can be done. */
  private static String identifier(String given) {
    return given.startsWith(Snapshots.AUTOMATED_PREFIX)
        ? Identifiers.stored(given)
        : Identifiers.newSnapshot(given, "DBSnapshotIdentifier");
  }

  private static String named(@Nullable String id) {
    return RdsFaults.required(id, "DBSnapshotIdentifier");
  }

  private static DBSnapshotAttributesResult shown(String id, List<String> values) {
    return DBSnapshotAttributesResult.builder()
        .dbSnapshotIdentifier(id)
        .dbSnapshotAttributes(
            DBSnapshotAttribute.builder()
                .attributeName(RestoreAttribute.NAME)
                .attributeValues(values)
                .build())
        .build();
  }
}
