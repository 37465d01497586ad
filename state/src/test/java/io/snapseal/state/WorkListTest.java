package io.snapseal.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
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
  private int tokens;

  @BeforeEach
  void open() {
    state = StateStore.open(directory.resolve("state.db"));
  }

  @AfterEach
  void close() {
    state.close();
  }

  private WorkList at(String node, Duration later) {
    return new WorkList(
        node,
        Clock.fixed(START.plus(later), ZoneOffset.UTC),
        Duration.ofMinutes(1),
        () -> "token-" + tokens++);
  }

  private Optional<Task> claimed(WorkList list) {
    return state.write(handle -> list.claim(handle, Set.of("us-east-1")));
  }

  private Set<String> pending(WorkList list) {
    return state.read(handle -> list.pending(handle, "db-snapshot", SCOPE, "s"));
  }

  @Test
  void aTaskIsClaimedByOneNodeUntilItsLeaseEnds() {
    state.change(handle -> at("a", Duration.ZERO).add(handle, TASK));
    assertThat(claimed(at("a", Duration.ZERO)).map(Task::task)).contains("create");
    assertThat(claimed(at("b", Duration.ofSeconds(59)))).isEmpty();
    assertThat(claimed(at("b", Duration.ofSeconds(60))))
        .hasValueSatisfying(task -> assertThat(task.attempts()).isEqualTo(1));
  }

  @Test
  void aRenewedClaimHolds() {
    state.change(handle -> at("a", Duration.ZERO).add(handle, TASK));
    Task task = claimed(at("a", Duration.ZERO)).orElseThrow();
    assertThat(renewed(at("a", Duration.ofSeconds(50)), task)).isTrue();
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
    Task task = claimed(now).orElseThrow();
    state.change(handle -> now.postpone(handle, task, Duration.ofSeconds(5)));
    assertThat(claimed(at("a", Duration.ofSeconds(4)))).isEmpty();
    assertThat(claimed(at("a", Duration.ofSeconds(5)))).isPresent();
    assertThat(pending(now)).containsExactly("create");
    state.change(handle -> now.done(handle, task));
    assertThat(pending(now)).isEmpty();
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

  @Test
  void aTaskOfANewResourceUnderAnOldNameIsNotTheOldTask() {
    WorkList now = at("a", Duration.ZERO);
    state.change(handle -> now.add(handle, TASK));
    Task old = claimed(now).orElseThrow();
    state.change(
        handle -> {
          now.cancel(handle, "db-snapshot", SCOPE, "s");
          now.add(handle, TASK);
        });
    assertThat(renewed(now, old)).isFalse();
    Task young = claimed(now).orElseThrow();
    assertThat(renewed(now, old)).isFalse();
    state.change(handle -> now.postpone(handle, old, Duration.ZERO));
    state.change(handle -> now.done(handle, old));
    assertThat(renewed(now, young)).isTrue();
  }

  @Test
  void whatAnotherNodeHasTakenOverIsNoLongerOnesOwn() {
    state.change(handle -> at("a", Duration.ZERO).add(handle, TASK));
    Task task = claimed(at("a", Duration.ZERO)).orElseThrow();
    WorkList later = at("a", Duration.ofMinutes(2));
    Task taken = claimed(at("b", Duration.ofMinutes(2))).orElseThrow();
    assertThat(renewed(later, task)).isFalse();
    state.change(handle -> later.done(handle, task));
    assertThat(renewed(at("b", Duration.ofMinutes(2)), taken)).isTrue();
  }

  @Test
  void aTaskOfARegionThatIsNotServedWaits() {
    WorkList now = at("a", Duration.ZERO);
    Scope elsewhere = new Scope("123456789012", "eu-west-1");
    state.change(handle -> now.add(handle, Task.of("db-snapshot", elsewhere, "s", "create", "")));
    assertThat(claimed(now)).isEmpty();
    assertThat(state.<Optional<Task>>write(handle -> now.claim(handle, Set.of("eu-west-1"))))
        .isPresent();
  }

  @Test
  void aDelayedTaskIsNotClaimedBefore() {
    WorkList now = at("a", Duration.ZERO);
    state.change(handle -> now.add(handle, TASK, Duration.ofSeconds(5)));
    assertThat(claimed(at("a", Duration.ofSeconds(4)))).isEmpty();
    assertThat(claimed(at("a", Duration.ofSeconds(5)))).isPresent();
  }

  @Test
  void oneTaskOfAResourceIsCancelled() {
    WorkList now = at("a", Duration.ZERO);
    state.change(handle -> now.add(handle, TASK));
    assertThat(cancelled(now, "delete")).isFalse();
    assertThat(cancelled(now, "create")).isTrue();
    assertThat(pending(now)).isEmpty();
  }

  private boolean renewed(WorkList list, Task task) {
    return state.write(handle -> list.renew(handle, task));
  }

  private boolean cancelled(WorkList list, String task) {
    return state.write(handle -> list.cancelOne(handle, "db-snapshot", SCOPE, "s", task));
  }
}
