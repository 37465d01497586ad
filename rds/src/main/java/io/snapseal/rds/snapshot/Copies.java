package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tags;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * CopyDBSnapshot: called in the region the copy will be in; the way to encrypt what is not, and to
 * change the key of what is (RDS API reference, {@code CopyDBSnapshot}).
 */
public final class Copies {
  private final StateStore state;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final Snapshots snapshots;
  private final NewSnapshots newSnapshots;
  private final Set<String> regions;

  public Copies(
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

  public DBSnapshot copy(Caller caller, CopyDbSnapshotRequest request) {
    Scope target = new Scope(caller.account(), caller.region());
    String id =
        Identifiers.newSnapshot(request.targetDBSnapshotIdentifier(), "TargetDBSnapshotIdentifier");
    RdsArn sourceArn =
        RdsArn.snapshotNamed(
            target,
            RdsFaults.required(request.sourceDBSnapshotIdentifier(), "SourceDBSnapshotIdentifier"));
    requireReachable(sourceArn);
    Row<DBSnapshot, SnapshotInternals> seen =
        state.read(handle -> source(handle, target, sourceArn));
    String keyArn = keyOfCopy(caller, seen, request.kmsKeyId());
    List<Tag> tags = tagsOf(target, seen, request);
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

  /** The tags of another account's snapshot are not for the copier's eyes. */
  private static List<Tag> tagsOf(
      Scope target, Row<DBSnapshot, SnapshotInternals> source, CopyDbSnapshotRequest request) {
    boolean own = source.scope().account().equals(target.account());
    return Tags.ofCopy(
        own ? source.shown().tagList() : List.of(),
        Boolean.TRUE.equals(request.copyTags()),
        request.tags());
  }

  /**
   * Since it was looked at, the source's name may have been given to another snapshot, or its owner
   * may share it no longer.
   */
  private DBSnapshot insert(
      Row<DBSnapshot, SnapshotInternals> seen, Row<DBSnapshot, SnapshotInternals> copy) {
    return state.write(
        handle -> {
          Row<DBSnapshot, SnapshotInternals> now =
              source(handle, copy.scope(), RdsArn.snapshot(seen.scope(), seen.id()));
          if (!now.internal().storeId().equals(seen.internal().storeId())) {
            throw RdsFaults.snapshotNotFound(seen.id());
          }
          snapshots.insert(handle, copy, Tasks.COPY, seen.shown().dbSnapshotArn());
          return copy.shown();
        });
  }

  private static Row<DBSnapshot, SnapshotInternals> source(
      Handle handle, Scope target, RdsArn arn) {
    Row<DBSnapshot, SnapshotInternals> source = Shares.usable(handle, target, arn);
    if (!source.shown().status().equals(Status.AVAILABLE)) {
      throw RdsFaults.snapshotState(
          "Cannot copy the snapshot %s because it is not currently in the available state."
              .formatted(source.id()));
    }
    return source;
  }

  /**
   * An encrypted snapshot stays encrypted: under the same key, or in another region or account
   * under a new one. The caller must be let use both keys.
   */
  private @Nullable String keyOfCopy(
      Caller caller, Row<DBSnapshot, SnapshotInternals> row, @Nullable String given) {
    DBSnapshot source = row.shown();
    if (!Boolean.TRUE.equals(source.encrypted())) {
      return given == null ? null : keys.usable(caller, given, "target");
    }
    Caller atSource = caller.in(row.scope().region());
    keys.usable(atSource, source.kmsKeyId(), "source snapshot");
    grants.requireMay(atSource, source.kmsKeyId(), source.dbiResourceId(), "source snapshot");
    if (given == null && !row.scope().equals(caller.scope())) {
      throw RdsFaults.invalidValue(
          "Must specify new KMS key for cross %s encrypted snapshot copy."
              .formatted(row.scope().account().equals(caller.account()) ? "region" : "account"));
    }
    return given == null ? source.kmsKeyId() : keys.usable(caller, given, "target");
  }

  private void requireReachable(RdsArn source) {
    if (!regions.contains(source.scope().region())) {
      throw RdsFaults.invalidValue(
          "The region %s of the source snapshot is not one of this server's: %s."
              .formatted(source.scope().region(), String.join(", ", regions)));
    }
  }
}
