package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.KmsException;

/** What becomes of tasks, and of the threads that do them, whatever a task ends with. */
class WorkersTest {
  private static final Scope SCOPE = new Scope("123456789012", "us-east-1");

  @TempDir private Path directory;
  private final AtomicInteger tokens = new AtomicInteger();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private StateStore state;
  private WorkList work;

  @BeforeEach
  void open() {
    state = StateStore.open(directory.resolve("state.db"));
    work =
        new WorkList(
            "node",
            Clock.systemUTC(),
            Duration.ofMinutes(1),
            () -> Integer.toString(tokens.incrementAndGet()));
  }

  @AfterEach
  void close() {
    state.close();
  }

  /** Does what it is told to, and notes what is written of failures. */
  private final class Told implements TaskHandler {
    private final Throwable outcome;

    Told(Throwable outcome) {
      this.outcome = outcome;
    }

    @Override
    public Ending run(Task task, Hold hold) throws Exception {
      if (outcome instanceof Error error) {
        throw error;
      }
      throw (Exception) outcome;
    }

    @Override
    public void failed(Handle handle, Task task, Throwable failure) {
      failed.add(task.task() + " " + failure.getClass().getSimpleName());
    }
  }

  @Test
  void noOutcomeOfATaskEndsItsWorkerOrLeavesTheTask() {
    Task cancelled = task("cancelled");
    Map<String, Throwable> outcomes =
        Map.of(
            "error", new StackOverflowError(),
            "exception", new IllegalStateException("as the test told it"),
            "cancelled", new TaskHandler.TaskCancelled(cancelled));
    Map<Workers.Key, TaskHandler> handlers = new java.util.HashMap<>();
    outcomes.forEach((name, outcome) -> handlers.put(key(name), new Told(outcome)));
    List<Task> tasks = outcomes.keySet().stream().sorted().map(WorkersTest::task).toList();

    try (Workers workers =
        new Workers(state, work, Duration.ofMinutes(1), Set.of("us-east-1"), handlers, 1)) {
      workers.start();
      for (Task task : tasks) {
        state.change(handle -> work.add(handle, task));
        workers.wake();
        awaitNoTask();
      }
    }
    assertThat(failed)
        .containsExactly("error StackOverflowError", "exception IllegalStateException");
  }

  /** Snapshots do not fail because others keep KMS busy (KMS developer guide, "Throttling"). */
  @Test
  void whatKmsIsTooBusyForIsTriedAgain() {
    AtomicInteger runs = new AtomicInteger();
    TaskHandler handler =
        new TaskHandler() {
          @Override
          public Ending run(Task task, Hold hold) {
            if (runs.incrementAndGet() < 3) {
              throw throttled();
            }
            return handle -> {};
          }

          @Override
          public void failed(Handle handle, Task task, Throwable failure) {
            failed.add(task.task());
          }
        };
    try (Workers workers =
        new Workers(
            state,
            work,
            Duration.ofMinutes(1),
            Set.of("us-east-1"),
            Map.of(key("busy"), handler),
            1)) {
      workers.start();
      state.change(handle -> work.add(handle, task("busy")));
      workers.wake();
      awaitNoTask();
    }
    assertThat(runs).hasValue(3);
    assertThat(failed).isEmpty();
  }

  private static AwsServiceException throttled() {
    return KmsException.builder()
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("ThrottlingException")
                .errorMessage("Rate exceeded")
                .build())
        .build();
  }

  private void awaitNoTask() {
    for (int look = 0; look < 1200; look++) {
      if (!state.counts().containsKey("task") || state.counts().get("task") == 0) {
        return;
      }
      RdsFixture.pause();
    }
    throw new AssertionError("a task is left");
  }

  private static Task task(String name) {
    return Task.of("thing", SCOPE, name, name, "");
  }

  private static Workers.Key key(String name) {
    return new Workers.Key("thing", name);
  }
}
