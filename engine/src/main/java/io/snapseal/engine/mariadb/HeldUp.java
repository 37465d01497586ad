package io.snapseal.engine.mariadb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * For how long a backup holds up commits, by when {@code mariadb-backup} says so: from its asking
 * for stage BLOCK_COMMIT, when new commits begin to queue, until all is unlocked (MariaDB
 * documentation, "BACKUP STAGE").
 */
final class HeldUp implements Consumer<String> {
  private final InstantSource clock;
  private @Nullable Instant since;
  private @Nullable Duration total;

  HeldUp(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void accept(String line) {
    if (line.contains("Starting BACKUP STAGE BLOCK_COMMIT")) {
      since = clock.instant();
    } else if (line.contains("All tables unlocked") && since != null && total == null) {
      Duration passed = Duration.between(since, clock.instant());
      total = passed.isNegative() ? Duration.ZERO : passed;
    }
  }

  /**
   * @throws IllegalStateException if it was never said
   */
  synchronized Duration total() {
    if (total == null) {
      throw new IllegalStateException("the backup did not say when it locked");
    }
    return total;
  }
}
