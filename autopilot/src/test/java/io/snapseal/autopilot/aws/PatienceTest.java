package io.snapseal.autopilot.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.autopilot.fake.FakeFaults;
import io.snapseal.autopilot.fake.VirtualClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.rds.model.RdsException;

class PatienceTest {
  private final VirtualClock clock = new VirtualClock();
  private final Patience patience = new Patience(clock, new SplittableRandom(5));

  @Test
  void growsIsBoundedAndJittered() {
    for (int attempt = 1; attempt <= 20; attempt++) {
      Duration longest = Duration.ofSeconds(Math.min(60, 1L << Math.min(attempt - 1, 6)));
      Set<Duration> seen = new HashSet<>();
      for (int i = 0; i < 50; i++) {
        Duration pause = patience.afterAttempt(attempt);
        assertThat(pause).isBetween(longest.dividedBy(2), longest);
        seen.add(pause);
      }
      assertThat(seen).hasSizeGreaterThan(10);
    }
  }

  @Test
  void asksAgainUntilItIsUseless() {
    int[] asked = {0};
    assertThatThrownBy(
            () ->
                patience.with(
                    () -> {
                      asked[0]++;
                      throw FakeFaults.rds("Throttling", "Rate exceeded");
                    }))
        .isInstanceOf(RdsException.class);
    assertThat(asked[0]).isEqualTo(Patience.MOST_ATTEMPTS);
  }

  @Test
  void anInterruptedCallIsAnInterruption() {
    assertThatThrownBy(
            () ->
                patience.with(
                    () -> {
                      throw AbortedException.create("Thread was interrupted");
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(clock.pauses()).isZero();
  }
}
