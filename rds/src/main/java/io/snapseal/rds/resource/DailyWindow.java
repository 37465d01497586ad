package io.snapseal.rds.resource;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * A time of day in which backups are taken, in UTC (RDS API reference, {@code CreateDBInstance},
 * {@code PreferredBackupWindow}): {@code hh24:mi-hh24:mi}, at least half an hour, maybe over
 * midnight.
 *
 * @param from its first minute of the day
 * @param minutes how long it is
 */
public record DailyWindow(int from, int minutes) {
  static final int DAY = 24 * 60;
  static final int LEAST = 30;

  private static final Pattern TEXT =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

  /** Reads a window, or answers AWS's fault. */
  public static DailyWindow parse(String text) {
    Matcher window = TEXT.matcher(text);
    if (!window.matches()) {
      throw RdsFaults.invalidValue(
          "Invalid backup window format: %s. It must be hh24:mi-hh24:mi.".formatted(text));
    }
    int from = minute(window.group(1), window.group(2));
    int length = Math.floorMod(minute(window.group(3), window.group(4)) - from, DAY);
    if (length < LEAST) {
      throw RdsFaults.invalidValue(
          "Invalid backup window: %s. It must be at least %d minutes.".formatted(text, LEAST));
    }
    return new DailyWindow(from, length);
  }

  /** A stored window; empty if an earlier version, which did not read them, has stored none. */
  public static Optional<DailyWindow> stored(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(DailyWindow::parse);
    } catch (RdsException e) {
      return Optional.empty();
    }
  }

  static int minute(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  /** When the window that is open at a time began, or would have if it were. */
  public Instant lastStart(Instant now) {
    ZonedDateTime time = now.atZone(ZoneOffset.UTC);
    ZonedDateTime start = time.with(LocalTime.ofSecondOfDay(from * 60L));
    return (start.isAfter(time) ? start.minusDays(1) : start).toInstant();
  }

  /** Whether a time is in the window. */
  public boolean isOpen(Instant now) {
    return now.isBefore(lastStart(now).plusSeconds(minutes * 60L));
  }

  @Override
  public String toString() {
    return time(from) + "-" + time(from + minutes);
  }

  static String time(int minute) {
    int ofDay = minute % DAY;
    return "%02d:%02d".formatted(ofDay / 60, ofDay % 60);
  }
}
