package io.snapseal.rds.task;

import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import io.snapseal.state.Task;
import io.snapseal.state.WorkList;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The threads that do tasks. Each claims a task, does it, and ends it in one transaction with its
 * outcome; claims are renewed while their tasks run.
 */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration THROTTLED = Duration.ofSeconds(1);
  private static final long STOP_SECONDS = 30;

  private final StateStore state;
  private final WorkList work;
  private final Duration lease;
  private final Set<String> regions;
  private final Map<Key, TaskHandler> handlers;
  private final Semaphore wake = new Semaphore(0);
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Ends ends = new Ends();
  private final int threads;
  private final ExecutorService pool;
  private final ScheduledExecutorService renewals;
  private @Nullable Future<?> renewing;
  private volatile boolean stopping;

  /** The kind of resource and what is done to it. */
  public record Key(String kind, String task) {}

  /**
   * @param regions whose tasks are done here
   */
  public Workers(
      StateStore state,
      WorkList work,
      Duration lease,
      Set<String> regions,
      Map<Key, TaskHandler> handlers,
      int threads) {
    this.state = state;
    this.work = work;
    this.lease = lease;
    this.regions = Set.copyOf(regions);
    this.handlers = Map.copyOf(handlers);
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads);
    this.renewals = Executors.newSingleThreadScheduledExecutor();
  }

  /** Starts the threads; what this node held when it died is free again. */
  public void start() {
    int claims = state.write(work::releaseOwn);
    if (claims > 0) {
      LOG.info("found at the start: {} stale claims of tasks: they are done again", claims);
    }
    for (int i = 0; i < threads; i++) {
      pool.execute(this::loop);
    }
    long every = lease.toMillis() / 3;
    renewing = renewals.scheduleAtFixedRate(this::renewAll, every, every, TimeUnit.MILLISECONDS);
  }

  /** Says that there may be new work. */
  public void wake() {
    wake.release();
  }

  /**
   * Waits until no task of a resource is left, or until so many rounds of {@link #WAIT} have
   * passed.
   */
  public void await(String kind, Scope scope, String id, int rounds) {
    ends.await(
        () -> state.read(handle -> work.pending(handle, kind, scope, id)).isEmpty(), WAIT, rounds);
  }

  /**
   * Stops after the tasks at hand have been interrupted; unfinished ones are claimed again later.
   */
  @Override
  public void close() {
    stopping = true;
    if (renewing != null) {
      renewing.cancel(true);
    }
    renewals.shutdownNow();
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn(
            "tasks did not stop within {} s; they are done again at the next start", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    try {
      while (!stopping) {
        if (!stepped()) {
          Thread.sleep(WAIT.toMillis());
        }
      }
    } catch (InterruptedException e) {
      // stopped
    }
  }

  /** Whatever a step ends with, the next task must find a worker. */
  private boolean stepped() throws InterruptedException {
    try {
      step();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      if (!stopping) {
        LOG.error("a worker goes on after a failure", e);
      }
      return false;
    }
  }

  private void step() throws InterruptedException {
    Optional<Task> task = state.write(handle -> work.claim(handle, regions));
    if (task.isPresent()) {
      perform(task.get());
    } else if (wake.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      wake.drainPermits();
    }
  }

  private void perform(Task task) throws InterruptedException {
    TaskHandler handler = handlers.get(new Key(task.kind(), task.task()));
    if (handler == null) {
      throw new IllegalStateException("nobody does " + task.task() + " of " + task.kind());
    }
    Held hold = new Held(task);
    if (held.putIfAbsent(task.token(), hold) != null) {
      return; // this machine slept for longer than a lease: the task is being done, here
    }
    try {
      end(task, handler, handler.run(task, hold));
    } catch (TaskHandler.TaskPostponed e) {
      state.change(handle -> work.postpone(handle, task, e.delay()));
    } catch (TaskHandler.TaskCancelled e) {
      state.change(handle -> work.done(handle, task));
      handler.cancelled(task);
    } catch (InterruptedException e) {
      throw e;
    } catch (AwsServiceException e) {
      refused(task, handler, e);
    } catch (Throwable e) { // an Error, too, fails its task only
      failed(task, handler, e);
    } finally {
      held.remove(task.token());
      ends.signalAll();
    }
  }

  private void end(Task task, TaskHandler handler, TaskHandler.Ending ending) {
    boolean wanted =
        state.write(
            handle -> {
              boolean stillThere = work.renew(handle, task);
              if (stillThere) {
                ending.write(handle);
                work.done(handle, task);
              }
              return stillThere;
            });
    if (!wanted) {
      handler.cancelled(task);
    }
  }

  /** A service that is asked too often refuses nothing: it is asked again, a second later. */
  private void refused(Task task, TaskHandler handler, AwsServiceException refusal) {
    if (refusal.isThrottlingException()) {
      LOG.info("{} of {} {} waits: {}", task.task(), task.kind(), task.id(), refusal.getMessage());
      state.change(handle -> work.postpone(handle, task, THROTTLED));
    } else {
      failed(task, handler, refusal);
    }
  }

  private void failed(Task task, TaskHandler handler, Throwable failure) {
    if (stopping) {
      return;
    }
    LOG.warn("{} of {} {} failed", task.task(), task.kind(), task.id(), failure);
    if (handler.persistent()) {
      state.change(handle -> work.postpone(handle, task, RETRY));
      return;
    }
    state.change(
        handle -> {
          if (work.renew(handle, task)) {
            handler.failed(handle, task, failure);
            work.done(handle, task);
          }
        });
  }

  /** A renewal that fails is tried again: the lease outlasts two of them. */
  private void renewAll() {
    try {
      for (Held hold : held.values()) {
        hold.cancelled |= !state.<Boolean>write(handle -> work.renew(handle, hold.task));
      }
    } catch (Throwable e) {
      LOG.warn("claims could not be renewed", e);
    }
  }

  /** One running task. */
  private static final class Held implements TaskHandler.Hold {
    private final Task task;
    private volatile boolean cancelled;

    Held(Task task) {
      this.task = task;
    }

    @Override
    public void stillWanted() {
      if (cancelled) {
        throw new TaskHandler.TaskCancelled(task);
      }
    }
  }
}
