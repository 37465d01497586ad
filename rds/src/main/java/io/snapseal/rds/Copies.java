package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * CopyDBSnapshot: called in the region the copy will be in; the way to encrypt what is not, and to
 * change the key of what is (RDS API reference, {@code CopyDBSnapshot}).
 */
final class Copies {
  private final StateStore state;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final Snapshots snapshots;
  private final NewSnapshots newSnapshots;
  private final Set<String> regions;

  Copies(
      StateStore state,
      StorageKeys keys,
      StorageGrants grants,
      Snapshots snapshots,
      NewSnapshots newSnapshots,
      Set<String> regions) {
    this.state = state;
    this.keys = keys;
    this.grants = grants;
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
    List<Tag> tags =
        Tags.ofCopy(
            seen.shown().tagList(), Boolean.TRUE.equals(request.copyTags()), request.tags());
    Row<DBSnapshot, SnapshotInternals> copy = newSnapshots.copyOf(seen, target, id, keyArn, tags);
    if (keyArn == null) {
      return insert(seen, copy);
    }
    String grant =
        grants.onBehalfOf(
            caller, keyArn, copy.internal().storeId(), seen.shown().dbiResourceId(), "target");
    boolean stored = false;
    try {
      DBSnapshot shown = insert(seen, copy.keep(copy.internal().withGrant(grant)));
      stored = true;
      return shown;
    } finally {
      if (!stored) {
        grants.retireUnused(target, keyArn, grant);
      }
    }
  }

  /** The source's name may have been given to another snapshot since it was looked at. */
  private DBSnapshot insert(
      Row<DBSnapshot, SnapshotInternals> seen, Row<DBSnapshot, SnapshotInternals> copy) {
    return state.write(
        handle -> {
          Row<DBSnapshot, SnapshotInternals> now =
              available(Tables.snapshot(handle, seen.scope(), seen.id()));
          if (!now.internal().storeId().equals(seen.internal().storeId())) {
            throw RdsFaults.snapshotNotFound(seen.id());
          }
          snapshots.insert(handle, copy, Tasks.COPY, seen.shown().dbSnapshotArn());
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
    Caller atSource = caller.in(sourceScope.region());
    keys.usable(atSource, source.kmsKeyId(), "source snapshot");
    grants.requireMay(atSource, source.kmsKeyId(), source.dbiResourceId(), "source snapshot");
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
