package io.snapseal.rds.resource;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance or a cluster is in its life, beside its status.
 *
 * @param stoppedMs since when it is stopped, in milliseconds since 1970; null if it is not
 * @param inaccessibleMs since when its key is known not to be usable; null if it is
 * @param keepsBackups whether its automated backups stay when it is deleted; null means no
 */
public record InstanceLife(
    @Nullable Long stoppedMs, @Nullable Long inaccessibleMs, @Nullable Boolean keepsBackups) {
  /**
   * How long an instance may be stopped before it is started, and how long its key may be unusable
   * before the instance is lost (RDS user guide, "Stopping an Amazon RDS DB instance temporarily"
   * and "Encrypting Amazon RDS resources").
   */
  public static final Duration SEVEN_DAYS = Duration.ofDays(7);

  /** The life of an instance that runs, or is to. */
  public static final InstanceLife NEW = new InstanceLife(null, null, null);

  public InstanceLife stopped(Instant at) {
    return new InstanceLife(at.toEpochMilli(), inaccessibleMs, keepsBackups);
  }

  /** Its key was found not to be usable; the first time counts. */
  public InstanceLife inaccessible(Instant at) {
    return inaccessibleMs == null ? new InstanceLife(null, at.toEpochMilli(), keepsBackups) : this;
  }

  public InstanceLife running() {
    return new InstanceLife(null, null, keepsBackups);
  }

  public InstanceLife keepingBackups(boolean keeps) {
    return new InstanceLife(stoppedMs, inaccessibleMs, keeps);
  }

  /** Whether it has been stopped for as long as it may be. */
  public boolean stoppedForLong(Instant now) {
    return isOver(stoppedMs, now);
  }

  /** Whether its key has been unusable for longer than it can be recovered from. */
  public boolean inaccessibleForLong(Instant now) {
    return isOver(inaccessibleMs, now);
  }

  private static boolean isOver(@Nullable Long sinceMs, Instant now) {
    return sinceMs != null && !Instant.ofEpochMilli(sinceMs).plus(SEVEN_DAYS).isAfter(now);
  }
}
