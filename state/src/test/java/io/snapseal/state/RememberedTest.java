package io.snapseal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
  @TempDir private Path directory;
  private final AtomicInteger reads = new AtomicInteger();
  private StateStore state;
  private Remembered<String, Integer> remembered;

  @BeforeEach
  void open() {
    state = StateStore.open(directory.resolve("state.db"));
    remembered = new Remembered<>(state, 2);
  }

  @AfterEach
  void close() {
    state.close();
  }

  private int read(String key) {
    return remembered.of(key, asked -> reads.incrementAndGet());
  }

  @Test
  void whatWasReadIsNotReadAgainUntilSomethingIsWritten() {
    assertThat(read("a")).isEqualTo(1);
    assertThat(read("a")).isEqualTo(1);
    state.change(handle -> {});
    assertThat(read("a")).isEqualTo(2);
  }

  @Test
  void aWriteThatFailsIsAWrite() {
    assertThat(read("a")).isEqualTo(1);
    assertThatThrownBy(
            () ->
                state.change(
                    handle -> {
                      throw new IllegalStateException("undone");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(read("a")).isEqualTo(2);
  }

  /** Read before the write was there, put away after it: nobody may be given it from then on. */
  @Test
  void whatWasReadWhileOthersWroteIsNotRemembered() {
    int old =
        remembered.of(
            "a",
            asked -> {
              int found = reads.incrementAndGet();
              state.change(handle -> {});
              return found;
            });

    assertThat(old).isEqualTo(1);
    assertThat(read("a")).isEqualTo(2);
  }

  @Test
  void whatComesAfterTheMostIsReadEachTime() {
    read("a");
    read("b");
    assertThat(read("c")).isEqualTo(3);
    assertThat(read("c")).isEqualTo(4);
    assertThat(read("a")).isEqualTo(1);
  }

  @Test
  void whatIsForgottenIsReadAgain() {
    read("a");
    remembered.forget();
    assertThat(read("a")).isEqualTo(2);
  }
}
