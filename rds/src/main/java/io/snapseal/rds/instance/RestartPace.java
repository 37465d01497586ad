package io.snapseal.rds.instance;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long to wait before a server that ended by itself is started again: not at all if it had run
 * for a while; longer each time it ends soon after its start, so that one that cannot run does not
 * keep the machine busy.
 */
public final class RestartPace {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 6; // a minute or so

  private final Map<String, Integer> early = new ConcurrentHashMap<>();

  /**
   * The pause after a server has ended by itself.
   *
   * @param resourceId its instance
   * @param lived since it was ready
   */
  public Duration afterLiving(String resourceId, Duration lived) {
    if (lived.compareTo(SOON) >= 0) {
      early.remove(resourceId);
      return Duration.ZERO;
    }
    int ends = early.merge(resourceId, 1, Integer::sum);
    return ends == 1 ? Duration.ZERO : FIRST.multipliedBy(1L << Math.min(ends - 2, DOUBLINGS));
  }
}
