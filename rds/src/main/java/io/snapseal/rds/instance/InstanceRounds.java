package io.snapseal.rds.instance;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.resource.WeeklyWindow;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What falls due in the lives of instances without anybody asking. */
public final class InstanceRounds {
  private final StateStore state;
  private final WorkList work;
  private final Modifications modifications;
  private final Set<String> regions;
  private final Clock clock;

  /**
   * @param regions whose instances are looked after
   */
  public InstanceRounds(
      StateStore state,
      WorkList work,
      Modifications modifications,
      Set<String> regions,
      Clock clock) {
    this.state = state;
    this.work = work;
    this.modifications = modifications;
    this.regions = Set.copyOf(regions);
    this.clock = clock;
  }

  /** Has the key of every encrypted instance that runs checked. */
  public void checkKeys() {
    state.change(
        handle ->
            instances(handle).stream()
                .filter(row -> row.internal().wrappedVolumeKey() != null)
                .filter(row -> LifecycleTasks.WATCHED.contains(row.shown().dbInstanceStatus()))
                .forEach(row -> add(handle, row, LifecycleTasks.CHECK_KEY)));
  }

  /** Seven days of being stopped or inaccessible end; maintenance windows open. */
  public void passTime() {
    Instant now = clock.instant();
    state.change(handle -> instances(handle).forEach(row -> passTime(handle, row, now)));
  }

  private void passTime(Handle handle, Row<DBInstance, InstanceInternals> row, Instant now) {
    switch (row.shown().dbInstanceStatus()) {
      case Status.STOPPED -> {
        if (row.internal().life().stoppedForLong(now)) {
          show(handle, row, Status.STARTING);
          add(handle, row, InstanceTasks.START);
        }
      }
      case Status.INACCESSIBLE_RECOVERABLE -> {
        if (row.internal().life().inaccessibleForLong(now)) {
          show(handle, row, Status.INACCESSIBLE);
        }
      }
      case Status.AVAILABLE -> {
        if (Changes.areAny(Changes.pending(row.shown())) && isMaintained(row.shown(), now)) {
          modifications.beginAll(handle, row);
        }
      }
      default -> {
        // Nothing falls due while something is done to it.
      }
    }
  }

  /** An instance of before there were windows is maintained at any time. */
  private static boolean isMaintained(DBInstance instance, Instant now) {
    return WeeklyWindow.stored(instance.preferredMaintenanceWindow())
        .map(window -> window.isOpen(now))
        .orElse(true);
  }

  private List<Row<DBInstance, InstanceInternals>> instances(Handle handle) {
    return Tables.INSTANCES.everywhere(handle).stream()
        .filter(row -> regions.contains(row.scope().region()))
        .toList();
  }

  private static void show(Handle handle, Row<DBInstance, InstanceInternals> row, String status) {
    Tables.INSTANCES.update(
        handle, row.show(row.shown().toBuilder().dbInstanceStatus(status).build()));
  }

  private void add(Handle handle, Row<DBInstance, InstanceInternals> row, String task) {
    work.add(handle, Task.of(Tables.INSTANCES.kind(), row.scope(), row.id(), task, ""));
  }
}
