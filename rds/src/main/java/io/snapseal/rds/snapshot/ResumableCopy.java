package io.snapseal.rds.snapshot;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.InterruptedWorkException;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.rds.task.TaskHandler;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A copy's bytes: kept if the copy will be taken up again, and removed if it has failed. */
public final class ResumableCopy {
  private ResumableCopy() {}

  /** Copies. */
  public static SnapshotInfo run(BlockStore target, String storeId, Supplier<SnapshotInfo> copy) {
    try {
      return copy.get();
    } catch (RuntimeException e) {
      if (hasFailed(e)) {
        target.delete(storeId);
      }
      throw e;
    }
  }

  /** A server that stops interrupts its workers, whatever they are at. */
  private static boolean hasFailed(RuntimeException e) {
    boolean later =
        e instanceof InterruptedWorkException
            || e instanceof TaskHandler.TaskPostponed
            || e instanceof TaskHandler.TaskCancelled
            || (e instanceof AwsServiceException refusal && refusal.isThrottlingException());
    return !later && !Thread.currentThread().isInterrupted();
  }
}
