package io.snapseal.rds.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backup and maintenance windows (RDS API reference, {@code CreateDBInstance}). */
class WindowsTest {
  @ParameterizedTest
  @CsvSource({
    "02:00-02:30, 2030-01-01T01:59:59Z, false",
    "02:00-02:30, 2030-01-01T02:00:00Z, true",
    "02:00-02:30, 2030-01-01T02:29:59Z, true",
    "02:00-02:30, 2030-01-01T02:30:00Z, false",
    "23:45-00:15, 2030-01-01T00:10:00Z, true",
    "23:45-00:15, 2030-01-01T23:50:00Z, true",
    "23:45-00:15, 2030-01-01T12:00:00Z, false"
  })
  void aDailyWindowIsOpen(String window, Instant time, boolean open) {
    assertThat(DailyWindow.parse(window).isOpen(time)).isEqualTo(open);
    assertThat(DailyWindow.parse(window)).hasToString(window);
  }

  /** The first of January 2030 is a Tuesday. */
  @ParameterizedTest
  @CsvSource({
    "tue:02:00-tue:02:30, 2030-01-01T02:15:00Z, true",
    "Wed:02:00-Wed:02:30, 2030-01-01T02:15:00Z, false",
    "mon:23:45-tue:00:15, 2030-01-01T00:14:59Z, true",
    "sun:23:45-mon:00:15, 2029-12-31T00:10:00Z, true",
    "sun:23:45-mon:00:15, 2029-12-30T23:50:00Z, true",
    "sun:23:45-mon:00:15, 2029-12-31T00:15:00Z, false"
  })
  void aWeeklyWindowIsOpen(String window, Instant time, boolean open) {
    assertThat(WeeklyWindow.parse(window).isOpen(time)).isEqualTo(open);
    assertThat(WeeklyWindow.parse(window)).hasToString(window.toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2:00-3:00", "02:00", "24:00-01:00", "02:00-02:29", "02:00-02:00"})
  void whatIsNoDailyWindowIsRefused(String text) {
    assertThatThrownBy(() -> DailyWindow.parse(text)).hasMessageContaining("nvalid backup window");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "02:00-03:00",
        "mo:02:00-mo:03:00",
        "mon:02:00-mon:02:10",
        "mon:02:00-tue:02:00"
      })
  void whatIsNoWeeklyWindowIsRefused(String text) {
    assertThatThrownBy(() -> WeeklyWindow.parse(text))
        .hasMessageContaining("nvalid maintenance window");
  }

  @ParameterizedTest
  @CsvSource({
    "02:00-03:00, sun:03:00-sun:04:00, false",
    "02:00-03:00, sun:02:59-sun:04:00, true",
    "02:00-03:00, sun:01:00-sun:02:01, true",
    "02:00-03:00, sun:01:00-sun:02:00, false",
    "23:30-00:30, mon:00:00-mon:00:30, true",
    "00:00-00:30, sun:23:45-mon:00:15, true"
  })
  void windowsOverlap(String daily, String weekly, boolean overlap) {
    assertThat(WeeklyWindow.parse(weekly).overlaps(DailyWindow.parse(daily))).isEqualTo(overlap);
  }

  @Test
  void whatIsNotGivenIsDrawnBesideWhatIs() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 500; i++) {
      Windows drawn = Windows.of("eu-west-1", null, null, random);
      assertThat(drawn.backup().minutes()).isEqualTo(30);
      assertThat(Math.floorMod(drawn.backup().from() - 22 * 60, 24 * 60)).isLessThan(8 * 60);
      assertThat(Windows.of("x", "00:00-12:00", null, random).backup()).hasToString("00:00-12:00");
      assertThat(Windows.of("x", null, "sun:00:00-sun:20:00", random).maintenance())
          .hasToString("sun:00:00-sun:20:00");
    }
    assertThatThrownBy(() -> Windows.of("x", "02:00-03:00", "sun:02:30-sun:03:30", random))
        .hasMessageContaining("must not overlap");
  }
}
