package io.snapseal.rds.resource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * A time of the week in which pending modifications are applied, in UTC (RDS API reference, {@code
 * CreateDBInstance}, {@code PreferredMaintenanceWindow}): {@code ddd:hh24:mi-ddd:hh24:mi}, at least
 * half an hour, less than a day.
 *
 * @param from its first minute of the week, which begins on Monday
 * @param minutes how long it is
 */
public record WeeklyWindow(int from, int minutes) {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final int WEEK = DAYS.size() * DailyWindow.DAY;
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<d1>DAY):(?<h1>HOUR):(?<m1>[0-5]\\d)-(?<d2>DAY):(?<h2>HOUR):(?<m2>[0-5]\\d)"
              .replace("DAY", String.join("|", DAYS))
              .replace("HOUR", "[01]\\d|2[0-3]"));

  /** Reads a window, or answers AWS's fault. */
  public static WeeklyWindow parse(String given) {
    String text = given.toLowerCase(Locale.ROOT);
    Matcher window = TEXT.matcher(text);
    if (!window.matches()) {
      throw RdsFaults.invalidValue(
          "Invalid maintenance window format: %s. It must be ddd:hh24:mi-ddd:hh24:mi."
              .formatted(given));
    }
    int from = minute(window, "1");
    int length = Math.floorMod(minute(window, "2") - from, WEEK);
    if (length < DailyWindow.LEAST || length >= DailyWindow.DAY) {
      throw RdsFaults.invalidValue(
          "Invalid maintenance window: %s. It must be at least %d minutes and less than 24 hours."
              .formatted(given, DailyWindow.LEAST));
    }
    return new WeeklyWindow(from, length);
  }

  /** A stored window; empty if an earlier version, which did not read them, has stored none. */
  public static Optional<WeeklyWindow> stored(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(WeeklyWindow::parse);
    } catch (RdsException e) {
      return Optional.empty();
    }
  }

  private static int minute(Matcher window, String end) {
    return DAYS.indexOf(window.group("d" + end)) * DailyWindow.DAY
        + DailyWindow.minute(window.group("h" + end), window.group("m" + end));
  }

  /** Whether a time is in the window. */
  public boolean isOpen(Instant now) {
    ZonedDateTime time = now.atZone(ZoneOffset.UTC);
    int minute =
        (time.getDayOfWeek().getValue() - 1) * DailyWindow.DAY
            + time.getHour() * 60
            + time.getMinute();
    return Math.floorMod(minute - from, WEEK) < minutes;
  }

  /** Whether it has a minute in common with a daily window, which AWS refuses. */
  public boolean overlaps(DailyWindow daily) {
    int between = Math.floorMod(daily.from() - from, DailyWindow.DAY);
    return between < minutes || DailyWindow.DAY - between < daily.minutes();
  }

  @Override
  public String toString() {
    return at(from) + "-" + at((from + minutes) % WEEK);
  }

  private static String at(int minute) {
    return DAYS.get(minute / DailyWindow.DAY) + ":" + DailyWindow.time(minute);
  }
}
