package io.snapseal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

class StateStoreTest {
  private static final Scope SCOPE = new Scope("123456789012", "us-east-1");
  private static final ResourceTable<KeyMetadata, Count> KEYS =
      new ResourceTable<>("key", KeyMetadata.class, KeyMetadata::builder, Count.class);

  @TempDir private Path directory;
  private StateStore state;

  record Count(int value) {}

  @BeforeEach
  void open() {
    state = StateStore.open(directory.resolve("state.db"));
  }

  @AfterEach
  void close() {
    state.close();
  }

  private static Row<KeyMetadata, Count> row(String id, int count) {
    KeyMetadata shown = KeyMetadata.builder().keyId(id).description("d" + count).build();
    return new Row<>(SCOPE, id, shown, new Count(count));
  }

  private Optional<Row<KeyMetadata, Count>> found(Scope scope, String id) {
    return state.read(handle -> KEYS.find(handle, scope, id));
  }

  private List<Row<KeyMetadata, Count>> listed() {
    return state.read(handle -> KEYS.list(handle, SCOPE));
  }

  private boolean inserted(Row<KeyMetadata, Count> row) {
    return state.write(handle -> KEYS.insert(handle, row));
  }

  private boolean deleted(String id) {
    return state.write(handle -> KEYS.delete(handle, SCOPE, id));
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    state.change(handle -> KEYS.insert(handle, row("a", 1)));
    state.close();
    open();

    assertThat(found(SCOPE, "a")).contains(row("a", 1));
  }

  @Test
  void aNameIsTakenOncePerScope() {
    assertThat(inserted(row("a", 1))).isTrue();
    assertThat(inserted(row("a", 2))).isFalse();
    assertThat(found(SCOPE, "a")).contains(row("a", 1));
    assertThat(found(SCOPE.in("eu-west-1"), "a")).isEmpty();
  }

  @Test
  void aFailedTransactionLeavesNothing() {
    assertThatThrownBy(
            () ->
                state.change(
                    handle -> {
                      KEYS.insert(handle, row("a", 1));
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");
    assertThat(listed()).isEmpty();
  }

  @Test
  void updatingWhatIsNotThereIsABug() {
    assertThatThrownBy(() -> state.change(handle -> KEYS.update(handle, row("a", 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no key a");
  }

  @Test
  void listsAreInTheOrderOfNames() {
    state.change(handle -> List.of("c", "a", "b").forEach(id -> KEYS.insert(handle, row(id, 0))));
    assertThat(listed()).extracting(Row::id).containsExactly("a", "b", "c");
    assertThat(deleted("b")).isTrue();
    assertThat(deleted("b")).isFalse();
  }

  /** A transaction decides on what it read: two at once must not both read the old value. */
  @Test
  void transactionsThatReadAndWriteDoNotLoseUpdates() throws Exception {
    state.change(handle -> KEYS.insert(handle, row("n", 0)));
    Callable<Void> increment =
        () -> {
          state.change(
              handle -> {
                Row<KeyMetadata, Count> now = KEYS.find(handle, SCOPE, "n").orElseThrow();
                KEYS.update(handle, now.keep(new Count(now.internal().value() + 1)));
              });
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Void> done :
          threads.invokeAll(IntStream.range(0, 100).mapToObj(i -> increment).toList())) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(found(SCOPE, "n").orElseThrow().internal()).isEqualTo(new Count(100));
  }
}
