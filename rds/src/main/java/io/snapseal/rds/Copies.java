package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * CopyDBSnapshot: called in the region the copy will be in; the way to encrypt what is not, and to
 * change the key of what is (RDS API reference, {@code CopyDBSnapshot}).
 */
final class Copies {
  private final StateStore state;
  private final StorageKeys keys;
  private final Snapshots snapshots;
  private final NewSnapshots newSnapshots;
  private final Set<String> regions;

  Copies(
      StateStore state,
      StorageKeys keys,
      Snapshots snapshots,
      NewSnapshots newSnapshots,
      Set<String> regions) {
    this.state = state;
    this.keys = keys;
    this.snapshots = snapshots;
    this.newSnapshots = newSnapshots;
    this.regions = regions;
  }

  DBSnapshot copy(Caller caller, CopyDbSnapshotRequest request) {
    Scope target = new Scope(caller.account(), caller.region());
    String id =
        Identifiers.newSnapshot(request.targetDBSnapshotIdentifier(), "TargetDBSnapshotIdentifier");
    RdsArn sourceArn =
        RdsArn.snapshotNamed(
            target,
            RdsFaults.required(request.sourceDBSnapshotIdentifier(), "SourceDBSnapshotIdentifier"));
    requireReachable(target, sourceArn);
    Row<DBSnapshot, SnapshotInternals> seen = source(sourceArn);
    String keyArn = keyOfCopy(caller, seen.shown(), sourceArn.scope(), request.kmsKeyId());
    return state.write(
        handle -> {
          Row<DBSnapshot, SnapshotInternals> source =
              available(Tables.snapshot(handle, sourceArn.scope(), sourceArn.id()));
          Row<DBSnapshot, SnapshotInternals> copy =
              newSnapshots.copyOf(
                  source,
                  target,
                  id,
                  keyArn,
                  Tags.ofCopy(
                      source.shown().tagList(),
                      Boolean.TRUE.equals(request.copyTags()),
                      request.tags()));
          snapshots.insert(handle, copy, Tasks.COPY, sourceArn.toString());
          return copy.shown();
        });
  }

  private Row<DBSnapshot, SnapshotInternals> source(RdsArn arn) {
    return available(state.read(handle -> Tables.snapshot(handle, arn.scope(), arn.id())));
  }

  private static Row<DBSnapshot, SnapshotInternals> available(
      Row<DBSnapshot, SnapshotInternals> source) {
    if (!source.shown().status().equals(Status.AVAILABLE)) {
      throw RdsFaults.snapshotState(
          "Cannot copy the snapshot %s because it is not currently in the available state."
              .formatted(source.id()));
    }
    return source;
  }

  /**
   * An encrypted snapshot stays encrypted: under the same key, or in another region under a new
   * one.
   */
  private @Nullable String keyOfCopy(
      Caller caller, DBSnapshot source, Scope sourceScope, @Nullable String given) {
    boolean otherRegion = !sourceScope.region().equals(caller.region());
    if (!Boolean.TRUE.equals(source.encrypted())) {
      return given == null ? null : keys.usable(caller, given, "target");
    }
    keys.usable(caller.in(sourceScope.region()), source.kmsKeyId(), "source snapshot");
    if (given == null && otherRegion) {
      throw RdsFaults.invalidValue(
          "Must specify new KMS key for cross region encrypted snapshot copy.");
    }
    return given == null ? source.kmsKeyId() : keys.usable(caller, given, "target");
  }

  private void requireReachable(Scope own, RdsArn source) {
    if (!source.scope().account().equals(own.account())) {
      throw RdsFaults.snapshotNotFound(source.toString());
    }
    if (!regions.contains(source.scope().region())) {
      throw RdsFaults.invalidValue(
          "The region %s of the source snapshot is not one of this server's: %s."
              .formatted(source.scope().region(), String.join(", ", regions)));
    }
  }
}
