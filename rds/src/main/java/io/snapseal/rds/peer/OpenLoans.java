package io.snapseal.rds.peer;

import io.snapseal.blockstore.CopySource;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Snapshots that are being read by other servers, open, their data keys in memory; closed when
 * nothing has been asked of them for a while.
 */
final class OpenLoans implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Clock clock;
  private final Map<String, Open> open = new HashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(OpenLoans::thread);

  private final Future<?> sweeping;

  OpenLoans(Clock clock) {
    this.clock = clock;
    long every = IDLE.toMillis() / 2;
    this.sweeping =
        sweeper.scheduleWithFixedDelay(this::closeIdle, every, every, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "snapseal-loans");
    thread.setDaemon(true);
    return thread;
  }

  /** Asks something of a source, which is opened first if it is not. */
  <T> T with(String loan, Supplier<CopySource> opening, Function<CopySource, T> question) {
    Open source = taken(loan, opening);
    try {
      return question.apply(source.source);
    } finally {
      gaveBack(source);
    }
  }

  private synchronized Open taken(String loan, Supplier<CopySource> opening) {
    Open found = open.get(loan);
    if (found == null) {
      found = new Open(opening.get());
      open.put(loan, found);
    }
    found.users++;
    return found;
  }

  private synchronized void gaveBack(Open source) {
    source.users--;
    source.usedMillis = clock.millis();
    if (source.ended && source.users == 0) {
      source.source.close();
    }
  }

  /** Closes one, when nobody reads it any more. */
  synchronized void end(String loan) {
    Open ended = open.remove(loan);
    if (ended != null) {
      end(ended);
    }
  }

  private static void end(Open source) {
    source.ended = true;
    if (source.users == 0) {
      source.source.close();
    }
  }

  private synchronized void closeIdle() {
    long before = clock.millis() - IDLE.toMillis();
    for (Iterator<Open> all = open.values().iterator(); all.hasNext(); ) {
      Open source = all.next();
      if (source.users == 0 && source.usedMillis < before) {
        all.remove();
        end(source);
      }
    }
  }

  @Override
  public synchronized void close() {
    sweeping.cancel(true);
    sweeper.shutdownNow();
    open.values().forEach(OpenLoans::end);
    open.clear();
  }

  /** One that is open. */
  private static final class Open {
    private final CopySource source;
    private int users;
    private long usedMillis;
    private boolean ended;

    Open(CopySource source) {
      this.source = source;
    }
  }
}
