package io.snapseal.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkListTest {
  private static final Scope SCOPE = new Scope("123456789012", "us-east-1");
  private static final Task TASK = Task.of("db-snapshot", SCOPE, "s", "create", "");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;
  private StateStore state;

  @BeforeEach
  void open() {
    state = StateStore.open(directory.resolve("state.db"));
  }

  @AfterEach
  void close() {
    state.close();
  }

  private static WorkList at(String node, Duration later) {
    return new WorkList(
        node, Clock.fixed(START.plus(later), ZoneOffset.UTC), Duration.ofMinutes(1));
  }

  private Optional<Task> claimed(WorkList list) {
    return state.write(list::claim);
  }

  private boolean pending(WorkList list) {
    return state.read(handle -> list.pending(handle, "db-snapshot", SCOPE, "s"));
  }

  @Test
  void aTaskIsClaimedByOneNodeUntilItsLeaseEnds() {
    state.change(handle -> at("a", Duration.ZERO).add(handle, TASK));
    assertThat(claimed(at("a", Duration.ZERO))).contains(TASK);
    assertThat(claimed(at("b", Duration.ofSeconds(59)))).isEmpty();
    assertThat(claimed(at("b", Duration.ofSeconds(60))))
        .hasValueSatisfying(task -> assertThat(task.attempts()).isEqualTo(1));
  }

  @Test
  void aRenewedClaimHolds() {
    state.change(handle -> at("a", Duration.ZERO).add(handle, TASK));
    claimed(at("a", Duration.ZERO));
    state.change(handle -> at("a", Duration.ofSeconds(50)).renew(handle, TASK));
    assertThat(claimed(at("b", Duration.ofSeconds(100)))).isEmpty();
  }

  @Test
  void aNodeThatStartsAnewFreesWhatItHeld() {
    state.change(handle -> at("a", Duration.ZERO).add(handle, TASK));
    claimed(at("a", Duration.ZERO));
    state.change(at("b", Duration.ZERO)::releaseOwn);
    assertThat(claimed(at("a", Duration.ZERO))).isEmpty();
    state.change(at("a", Duration.ZERO)::releaseOwn);
    assertThat(claimed(at("a", Duration.ZERO))).isPresent();
  }

  @Test
  void aDoneTaskIsGoneAndAPostponedOneComesBack() {
    WorkList now = at("a", Duration.ZERO);
    state.change(handle -> now.add(handle, TASK));
    claimed(now);
    state.change(handle -> now.postpone(handle, TASK, Duration.ofSeconds(5)));
    assertThat(claimed(at("a", Duration.ofSeconds(4)))).isEmpty();
    assertThat(claimed(at("a", Duration.ofSeconds(5)))).isPresent();
    assertThat(pending(now)).isTrue();
    state.change(handle -> now.done(handle, TASK));
    assertThat(pending(now)).isFalse();
  }

  @Test
  void twoTasksOfOneResourceAreNotDoneAtOnce() {
    WorkList now = at("a", Duration.ZERO);
    Task other = Task.of("db-snapshot", SCOPE, "s", "delete", "");
    state.change(
        handle -> {
          now.add(handle, TASK);
          now.add(handle, other);
        });
    Task first = claimed(now).orElseThrow();
    assertThat(claimed(now)).isEmpty();
    state.change(handle -> now.postpone(handle, first, Duration.ofSeconds(1)));
    assertThat(claimed(now))
        .hasValueSatisfying(t -> assertThat(t.task()).isNotEqualTo(first.task()));
  }

  @Test
  void addingATaskTwiceAddsItOnce() {
    WorkList now = at("a", Duration.ZERO);
    state.change(handle -> now.add(handle, TASK));
    state.change(handle -> now.add(handle, TASK));
    assertThat(claimed(now)).isPresent();
    assertThat(claimed(now)).isEmpty();
  }
}
