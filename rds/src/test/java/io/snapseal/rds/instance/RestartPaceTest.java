package io.snapseal.rds.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPaceTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private final RestartPace pace = new RestartPace();

  @Test
  void aServerThatHadRunForLongIsStartedAtOnce() {
    assertThat(pace.afterLiving("db-1", AN_HOUR)).isZero();
    assertThat(pace.afterLiving("db-1", AN_HOUR)).isZero();
  }

  @Test
  void oneThatKeepsEndingWaitsLongerAndLonger() {
    long[] seconds = new long[10];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = pace.afterLiving("db-1", Duration.ofSeconds(1)).toSeconds();
    }
    assertThat(seconds).containsExactly(0, 1, 2, 4, 8, 16, 32, 64, 64, 64);
    assertThat(pace.afterLiving("db-2", Duration.ofSeconds(1))).isZero();
    assertThat(pace.afterLiving("db-1", AN_HOUR)).isZero();
    assertThat(pace.afterLiving("db-1", Duration.ofSeconds(1))).isZero();
  }
}
