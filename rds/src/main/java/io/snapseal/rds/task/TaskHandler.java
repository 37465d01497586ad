package io.snapseal.rds.task;

import io.snapseal.state.Task;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Does one kind of task. It may run again after any part of an earlier run, on any node. */
public interface TaskHandler {
  /** After what time a task that waits for something in this process is tried again. */
  Duration SHORTLY = Duration.ofMillis(100);

  /**
   * Does the task.
   *
   * @return what to write in the transaction that ends the task
   * @throws TaskPostponed if it cannot be done yet
   * @throws TaskCancelled if the hold says that it is no longer wanted
   * @throws software.amazon.awssdk.awscore.exception.AwsServiceException if a service was asked too
   *     often; it is tried again
   * @throws Exception if it failed; then {@link #failed} is written
   */
  Ending run(Task task, Hold hold) throws Exception;

  /** Writes that the task failed, in the transaction that ends it. */
  void failed(Handle handle, Task task, Throwable failure);

  /** Undoes what a run made of a task that was cancelled meanwhile. */
  default void cancelled(Task task) {}

  /**
   * Whether a failure is worth another try later, for ever: clean-up must end, whatever happens.
   */
  default boolean persistent() {
    return false;
  }

  /** What is written in the transaction that ends a task. */
  @FunctionalInterface
  interface Ending {
    void write(Handle handle);
  }

  /** A worker's hold on its task while it runs. */
  interface Hold {
    /**
     * Says that work goes on; cheap, may be called often.
     *
     * @throws TaskCancelled if the task is no longer wanted
     */
    void stillWanted();
  }

  /** The task waits for something else; it is tried again shortly. */
  final class TaskPostponed extends RuntimeException {
    private final transient Duration delay;

    public TaskPostponed(String why) {
      this(why, SHORTLY);
    }

    /**
     * @param delay after which it is tried again
     */
    public TaskPostponed(String why, Duration delay) {
      super(why, null, false, false);
      this.delay = delay;
    }

    Duration delay() {
      return delay;
    }
  }

  /** The task was cancelled while it ran. */
  final class TaskCancelled extends RuntimeException {
    public TaskCancelled(Task task) {
      super("cancelled: " + task.task() + " " + task.id(), null, false, false);
    }
  }
}
