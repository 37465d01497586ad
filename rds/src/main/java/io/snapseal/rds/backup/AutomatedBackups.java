package io.snapseal.rds.backup;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.snapseal.rds.instance.InstanceBackups;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RetainedBackup;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.snapshot.SnapshotRows;
import io.snapseal.rds.snapshot.Snapshots;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Takes automated snapshots and removes them again. */
public final class AutomatedBackups implements InstanceBackups {
  private final StateStore state;
  private final Snapshots snapshots;
  private final SnapshotRows<DBSnapshot> snapshotRows;
  private final Set<String> regions;
  private final Clock clock;

  /**
   * @param regions whose instances are backed up
   */
  public AutomatedBackups(
      StateStore state,
      Snapshots snapshots,
      SnapshotRows<DBSnapshot> snapshotRows,
      Set<String> regions,
      Clock clock) {
    this.state = state;
    this.snapshots = snapshots;
    this.snapshotRows = snapshotRows;
    this.regions = Set.copyOf(regions);
    this.clock = clock;
  }

  @Override
  public void begin(Handle handle, Row<DBInstance, InstanceInternals> instance) {
    if (Retention.days(instance.shown()) > 0) {
      snapshots.addAutomated(handle, instance);
    }
  }

  @Override
  public void end(Handle handle, Row<DBInstance, InstanceInternals> instance) {
    List<Row<DBSnapshot, SnapshotInternals>> automated =
        automated(handle, instance.scope(), instance.shown().dbiResourceId());
    boolean kept =
        Boolean.TRUE.equals(instance.internal().life().keepsBackups())
            && Retention.days(instance.shown()) > 0
            && !automated.isEmpty();
    if (kept) {
      Tables.RETAINED.insert(handle, ShownBackups.retained(instance));
    } else {
      automated.forEach(snapshot -> snapshotRows.removeUnlessRead(handle, snapshot));
    }
  }

  /** Removes a retained backup with its snapshots. */
  void remove(Handle handle, Row<DBInstanceAutomatedBackup, RetainedBackup> backup) {
    Tables.RETAINED.delete(handle, backup.scope(), backup.id());
    automated(handle, backup.scope(), backup.id())
        .forEach(snapshot -> snapshotRows.removeUnlessRead(handle, snapshot));
  }

  /** The automated snapshots of an instance, which may be gone. */
  static List<Row<DBSnapshot, SnapshotInternals>> automated(
      Handle handle, Scope scope, String resourceId) {
    return Tables.SNAPSHOTS.listUnder(handle, scope, Snapshots.AUTOMATED_PREFIX).stream()
        .filter(row -> row.shown().dbiResourceId().equals(resourceId))
        .toList();
  }

  /** Takes what is due, and removes what has been kept for long enough. */
  public void makeRound() {
    state.change(this::makeRound);
  }

  private void makeRound(Handle handle) {
    Instant now = clock.instant();
    Map<String, List<Row<DBSnapshot, SnapshotInternals>>> automated =
        Tables.SNAPSHOTS.everywhereUnder(handle, Snapshots.AUTOMATED_PREFIX).stream()
            .filter(row -> regions.contains(row.scope().region()))
            .collect(groupingBy(row -> row.shown().dbiResourceId()));
    Map<String, Row<DBInstance, InstanceInternals>> instances =
        Tables.INSTANCES.everywhere(handle).stream()
            .filter(row -> regions.contains(row.scope().region()))
            .filter(row -> row.shown().dbClusterIdentifier() == null) // members have no data
            .collect(toMap(row -> row.shown().dbiResourceId(), row -> row));
    automated.forEach(
        (id, rows) ->
            rows.stream()
                .filter(row -> isOver(handle, row, instances.get(id), shown(rows), now))
                .forEach(row -> snapshotRows.removeUnlessRead(handle, row)));
    instances.forEach(
        (id, row) -> {
          if (Retention.isDue(row.shown(), shown(automated.getOrDefault(id, List.of())), now)) {
            snapshots.addAutomated(handle, row);
          }
        });
    removeEmpty(handle);
  }

  private static boolean isOver(
      Handle handle,
      Row<DBSnapshot, SnapshotInternals> snapshot,
      @Nullable Row<DBInstance, InstanceInternals> instance,
      List<DBSnapshot> automated,
      Instant now) {
    if (instance != null) {
      return Retention.isOver(snapshot.shown(), instance.shown(), automated, now);
    }
    Optional<Row<DBInstanceAutomatedBackup, RetainedBackup>> retained =
        Tables.RETAINED.find(handle, snapshot.scope(), snapshot.shown().dbiResourceId());
    return retained.isEmpty()
        || Retention.isOver(snapshot.shown(), retained.get().internal().retentionDays(), now);
  }

  /** A retained backup ends with its last snapshot. */
  private static void removeEmpty(Handle handle) {
    Tables.RETAINED.everywhere(handle).stream()
        .filter(row -> automated(handle, row.scope(), row.id()).isEmpty())
        .forEach(row -> Tables.RETAINED.delete(handle, row.scope(), row.id()));
  }

  private static List<DBSnapshot> shown(List<Row<DBSnapshot, SnapshotInternals>> rows) {
    return rows.stream().map(Row::shown).toList();
  }
}
