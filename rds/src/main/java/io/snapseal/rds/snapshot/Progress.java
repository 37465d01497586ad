package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import software.amazon.awssdk.core.SdkPojo;

/** Shows how far a snapshot is: {@code PercentProgress}, from 0 to 99 until it is available. */
final class Progress<T extends SdkPojo> {
  private static final int ALMOST = 99;

  private final SnapshotKind<T> kind;
  private final StateStore state;
  private final Task task;
  private final String storeId;
  private final TaskHandler.Hold hold;
  private final long expectedBytes;
  private int shown;

  /**
   * @param row the snapshot that is being made; another one may take its name meanwhile
   */
  Progress(
      SnapshotKind<T> kind,
      StateStore state,
      Task task,
      Row<T, SnapshotInternals> row,
      TaskHandler.Hold hold,
      long expectedBytes) {
    this.kind = kind;
    this.state = state;
    this.task = task;
    this.storeId = row.internal().storeId();
    this.hold = hold;
    this.expectedBytes = Math.max(1, expectedBytes);
    this.shown = kind.progress(row.shown()); // of an earlier run: it does not go back
  }

  /** Takes note of the bytes done so far; stores the percentage when it has changed. */
  synchronized void advanced(long bytesDone) {
    hold.stillWanted();
    int percent = (int) Math.min(ALMOST, bytesDone * 100 / expectedBytes);
    if (percent > shown) {
      shown = percent;
      state.change(
          handle ->
              kind.table()
                  .find(handle, task.scope(), task.id())
                  .filter(row -> row.internal().storeId().equals(storeId))
                  .ifPresent(row -> kind.table().update(handle, at(row, percent))));
    }
  }

  private Row<T, SnapshotInternals> at(Row<T, SnapshotInternals> row, int percent) {
    return row.show(kind.withProgress(row.shown(), percent));
  }
}
