package io.snapseal.rds.resource;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The backup and maintenance windows of an instance. What is not given is drawn: half an hour of
 * the region's quiet eight (RDS user guide, "Backup window").
 */
public record Windows(DailyWindow backup, WeeklyWindow maintenance) {
  private static final int HOUR = 60;
  private static final int SLOTS = 8 * HOUR / DailyWindow.LEAST;
  private static final int ALL_SLOTS = DailyWindow.DAY / DailyWindow.LEAST;
  private static final int DAYS = 7;
  private static final int USUAL = 3 * HOUR;
  private static final Map<String, Integer> QUIET_FROM =
      Map.ofEntries(
          Map.entry("us-west-1", 6 * HOUR),
          Map.entry("us-west-2", 6 * HOUR),
          Map.entry("ap-northeast-1", 13 * HOUR),
          Map.entry("ap-northeast-2", 13 * HOUR),
          Map.entry("ap-south-1", 16 * HOUR + 30),
          Map.entry("ap-southeast-1", 14 * HOUR),
          Map.entry("ap-southeast-2", 12 * HOUR),
          Map.entry("eu-central-1", 20 * HOUR),
          Map.entry("eu-north-1", 23 * HOUR),
          Map.entry("eu-west-1", 22 * HOUR),
          Map.entry("eu-west-2", 22 * HOUR),
          Map.entry("sa-east-1", 23 * HOUR));

  public Windows {
    if (maintenance.overlaps(backup)) {
      throw overlap();
    }
  }

  /** The windows as given, or drawn so that they do not overlap. */
  public static Windows of(
      String region, @Nullable String backup, @Nullable String maintenance, SecureRandom random) {
    Optional<DailyWindow> daily = Optional.ofNullable(backup).map(DailyWindow::parse);
    Optional<WeeklyWindow> weekly = Optional.ofNullable(maintenance).map(WeeklyWindow::parse);
    if (daily.isPresent() && weekly.isPresent()) {
      return new Windows(daily.get(), weekly.get());
    }
    int first = random.nextInt(SLOTS);
    int day = random.nextInt(DAYS) * DailyWindow.DAY;
    DailyWindow backups = daily.orElse(new DailyWindow(quiet(region, first), DailyWindow.LEAST));
    for (int slot = first + 1; slot <= first + ALL_SLOTS; slot++) {
      int from = quiet(region, slot < first + SLOTS ? slot % SLOTS : slot);
      DailyWindow candidate =
          weekly.isPresent() ? new DailyWindow(from, DailyWindow.LEAST) : backups;
      WeeklyWindow other = weekly.orElse(new WeeklyWindow(day + from, DailyWindow.LEAST));
      if (!other.overlaps(candidate)) {
        return new Windows(candidate, other);
      }
    }
    throw overlap();
  }

  /** Refuses windows that cannot be; of an older instance one may be missing. */
  public static void requireValid(@Nullable String backup, @Nullable String maintenance) {
    Optional<DailyWindow> daily = Optional.ofNullable(backup).map(DailyWindow::parse);
    Optional<WeeklyWindow> weekly = Optional.ofNullable(maintenance).map(WeeklyWindow::parse);
    if (daily.isPresent() && weekly.isPresent() && weekly.get().overlaps(daily.get())) {
      throw overlap();
    }
  }

  private static RuntimeException overlap() {
    return RdsFaults.invalidCombination(
        "The backup window and maintenance window must not overlap.");
  }

  private static int quiet(String region, int slot) {
    int from = QUIET_FROM.getOrDefault(region, USUAL);
    return (from + slot * DailyWindow.LEAST) % DailyWindow.DAY;
  }
}
