package io.snapseal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
  @TempDir Path directory;
  private StateStore store;
  private Remembered<String, Integer> remembered;
  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void open() {
    store = StateStore.open(directory.resolve("state.db"));
    store.change(handle -> handle.execute("create table counter (n integer)"));
    store.change(handle -> handle.execute("insert into counter values (0)"));
    remembered = new Remembered<>(store, 2);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private int value(String key) {
    return remembered.of(
        key,
        k -> {
          reads.incrementAndGet();
          return store.read(RememberedTest::counter);
        });
  }

  private static int counter(Handle handle) {
    return handle.createQuery("select n from counter").mapTo(Integer.class).one();
  }

  private void set(int n) {
    store.change(handle -> handle.execute("update counter set n = ?", n));
  }

  @Test
  void whatWasReadIsNotReadAgainUntilSomethingIsWritten() {
    assertThat(value("a")).isZero();
    assertThat(value("a")).isZero();
    assertThat(reads).hasValue(1);

    set(1);

    assertThat(value("a")).isEqualTo(1);
    assertThat(reads).hasValue(2);
  }

  @Test
  void aTransactionThatChangesNothingForgetsNothing() {
    value("a");
    store.write(RememberedTest::counter);
    value("a");

    assertThat(reads).hasValue(1);
  }

  @Test
  void aWriteThatFailsIsAWrite() {
    value("a");
    assertThatThrownBy(
            () ->
                store.change(
                    handle -> {
                      throw new IllegalStateException("undone");
                    }))
        .isInstanceOf(IllegalStateException.class);
    value("a");

    assertThat(reads).hasValue(2);
  }

  @Test
  void whatIsForgottenIsReadAgain() {
    value("a");
    remembered.forget();
    value("a");

    assertThat(reads).hasValue(2);
  }

  @Test
  void noMoreIsKeptThanWasSaid() {
    value("a");
    value("b");
    value("c");
    value("c");

    assertThat(reads).hasValue(4);
  }

  /** Whoever asks after a write has returned sees it, however many others ask meanwhile. */
  @Test
  void nothingOldIsAnsweredAfterAWriteHasReturned() throws Exception {
    int writes = 200;
    ExecutorService pool = Executors.newFixedThreadPool(4);
    AtomicInteger written = new AtomicInteger();
    try {
      Future<?>[] readers = new Future<?>[3];
      for (int i = 0; i < readers.length; i++) {
        readers[i] =
            pool.submit(
                () -> {
                  while (written.get() < writes) {
                    int before = written.get();
                    assertThat(value("a")).isGreaterThanOrEqualTo(before);
                  }
                });
      }
      for (int n = 1; n <= writes; n++) {
        set(n);
        written.set(n);
        assertThat(value("a")).isEqualTo(n);
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aViewInsideATransactionIsPartOfIt() {
    int seen =
        store.write(
            handle -> {
              handle.execute("update counter set n = 5");
              return store.view(RememberedTest::counter);
            });

    assertThat(seen).isEqualTo(5);
    assertThat(store.read(RememberedTest::counter)).isEqualTo(5);
  }

  @Test
  void aViewSeesOneStateWhateverIsWrittenMeanwhile() {
    boolean same =
        store.view(
            handle -> {
              int first = counter(handle);
              CompletableFuture.runAsync(() -> set(first + 1)).join();
              return counter(handle) == first;
            });

    assertThat(same).isTrue();
    assertThat(store.read(RememberedTest::counter)).isEqualTo(1);
  }
}
