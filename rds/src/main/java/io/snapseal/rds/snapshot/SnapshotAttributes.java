package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttributesResult;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;

/**
 * ModifyDBSnapshotAttribute and DescribeDBSnapshotAttributes: a snapshot's owner says who else may
 * copy and restore it (RDS user guide, "Sharing a DB snapshot").
 */
public final class SnapshotAttributes {
  private static final String RESTORE = "restore";

  private final StateStore state;
  private final StorageGrants grants;

  public SnapshotAttributes(StateStore state, StorageGrants grants) {
    this.state = state;
    this.grants = grants;
  }

  public DBSnapshotAttributesResult describe(
      Caller caller, DescribeDbSnapshotAttributesRequest request) {
    String given = named(request.dbSnapshotIdentifier());
    return shown(state.read(handle -> Tables.snapshotNamed(handle, caller.scope(), given)));
  }

  /** Takes effect with the next request of others; what they already copy is copied to its end. */
  public DBSnapshotAttributesResult modify(
      Caller caller, ModifyDbSnapshotAttributeRequest request) {
    String id = identifier(named(request.dbSnapshotIdentifier()));
    requireKnown(RdsFaults.required(request.attributeName(), "AttributeName"));
    List<String> added = request.valuesToAdd();
    List<String> removed = request.valuesToRemove();
    Row<DBSnapshot, SnapshotInternals> seen =
        state.read(handle -> Tables.snapshot(handle, caller.scope(), id));
    List<String> wanted = Shares.changed(seen.internal().sharedWith(), added, removed);
    requireSharable(seen, wanted, !added.isEmpty());
    return state.write(
        handle -> {
          Row<DBSnapshot, SnapshotInternals> now = Tables.snapshot(handle, caller.scope(), id);
          if (!now.internal().storeId().equals(seen.internal().storeId())) {
            throw RdsFaults.snapshotNotFound(id); // its name has gone to another
          }
          List<String> values = Shares.changed(now.internal().sharedWith(), added, removed);
          Row<DBSnapshot, SnapshotInternals> changed = now.keep(now.internal().sharedWith(values));
          Tables.SNAPSHOTS.update(handle, changed);
          return shown(changed);
        });
  }

  /** An automated snapshot's name is no identifier, and its refusal says what can be done. */
  private static String identifier(String given) {
    return given.startsWith(Snapshots.AUTOMATED_PREFIX)
        ? Identifiers.stored(given)
        : Identifiers.newSnapshot(given, "DBSnapshotIdentifier");
  }

  /** What is shared already may always be taken back. */
  private void requireSharable(
      Row<DBSnapshot, SnapshotInternals> snapshot, List<String> wanted, boolean adds) {
    DBSnapshot shown = snapshot.shown();
    if (!shown.status().equals(Status.AVAILABLE)) {
      throw RdsFaults.snapshotState(
          "Cannot modify the attributes of the snapshot %s because it is not currently in the available state."
              .formatted(snapshot.id()));
    }
    if (!adds) {
      return;
    }
    if (!shown.snapshotType().equals("manual")) {
      throw RdsFaults.snapshotState(
          "Only manual snapshots can be shared. Copy the snapshot %s and share the copy."
              .formatted(snapshot.id()));
    }
    if (!Boolean.TRUE.equals(shown.encrypted())) {
      return;
    }
    if (wanted.contains(Shares.ALL)) {
      throw RdsFaults.snapshotState("Encrypted snapshots cannot be shared publicly.");
    }
    if (grants.isAwsManaged(snapshot.scope(), shown.kmsKeyId())) {
      throw RdsFaults.snapshotState(
          "Sharing snapshots encrypted with the default service key for RDS is currently not supported.");
    }
  }

  private static void requireKnown(String attribute) {
    if (!attribute.equals(RESTORE)) {
      throw RdsFaults.invalidValue(
          "Invalid attribute name: %s. It must be %s.".formatted(attribute, RESTORE));
    }
  }

  private static String named(@Nullable String id) {
    return RdsFaults.required(id, "DBSnapshotIdentifier");
  }

  private static DBSnapshotAttributesResult shown(Row<DBSnapshot, SnapshotInternals> snapshot) {
    return DBSnapshotAttributesResult.builder()
        .dbSnapshotIdentifier(snapshot.id())
        .dbSnapshotAttributes(
            DBSnapshotAttribute.builder()
                .attributeName(RESTORE)
                .attributeValues(snapshot.internal().sharedWith())
                .build())
        .build();
  }
}
