package io.snapseal.rds.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time whether something is due. A round only adds tasks and changes rows, in
 * one transaction that sees what is there: it may be made any number of times, by any node.
 */
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final List<Round> rounds;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /**
   * One thing to look after.
   *
   * @param name for the log
   * @param every how often
   * @param look does it
   */
  public record Round(String name, Duration every, Runnable look) {}

  public Rounds(List<Round> rounds) {
    this.rounds = List.copyOf(rounds);
  }

  /** Begins; each round for the first time after its interval. */
  public void start() {
    for (Round round : rounds) {
      long millis = round.every().toMillis();
      ScheduledFuture<?> unused =
          timer.scheduleWithFixedDelay(() -> make(round), millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Makes every round now. */
  public void makeAll() {
    rounds.forEach(Rounds::make);
  }

  /** A round that fails is made again after its interval. */
  private static void make(Round round) {
    try {
      round.look().run();
    } catch (RuntimeException e) {
      LOG.error("the round for {} failed", round.name(), e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
