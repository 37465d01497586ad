package io.snapseal.rds;

import io.snapseal.rds.backup.AutomatedBackups;
import io.snapseal.rds.cluster.ClusterRounds;
import io.snapseal.rds.instance.InstanceRounds;
import io.snapseal.rds.task.Rounds.Round;
import java.time.Duration;
import java.util.List;

/**
 * How often RDS looks after what nobody asks for.
 *
 * @param keyChecks between two questions to KMS whether an encrypted instance's key still opens its
 *     storage; positive. A key that is taken away bites after at most this long and as long as a
 *     worker takes to be free
 * @param schedule between two looks at backup windows, maintenance windows and deadlines; positive
 */
public record Pace(Duration keyChecks, Duration schedule) {
  /** A minute for keys; half of one for windows, which are at least half an hour. */
  public static final Pace DEFAULT = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(30));

  public Pace {
    requirePositive(keyChecks);
    requirePositive(schedule);
  }

  private static void requirePositive(Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("an interval must be positive but is " + interval);
    }
  }

  List<Round> rounds(
      InstanceRounds instances,
      ClusterRounds clusters,
      AutomatedBackups backups,
      LeftGrants leftGrants) {
    return List.of(
        new Round("keys", keyChecks, instances::checkKeys),
        new Round("keys of clusters", keyChecks, clusters::checkKeys),
        new Round("deadlines and maintenance", schedule, instances::passTime),
        new Round("deadlines of clusters", schedule, clusters::passTime),
        new Round("automated backups", schedule, backups::makeRound),
        new Round("grants that nothing holds", schedule, leftGrants::retire));
  }
}
