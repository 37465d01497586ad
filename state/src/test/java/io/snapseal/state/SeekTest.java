package io.snapseal.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.model.AliasListEntry;

/** A page of a long list reads what is on it. */
class SeekTest {
  private static final Scope OWN = new Scope("111122223333", "us-east-1");
  private static final Scope OTHER = new Scope("444455556666", "us-east-1");

  record Kept(String of) {}

  @TempDir private Path directory;
  private StateStore store;
  private final AtomicInteger read = new AtomicInteger();
  private final ResourceTable<AliasListEntry, Kept> table =
      new ResourceTable<>(
          "thing",
          AliasListEntry.class,
          () -> {
            read.incrementAndGet();
            return AliasListEntry.builder();
          },
          Kept.class);

  @BeforeEach
  void fill() {
    store = StateStore.open(directory.resolve("state.db"));
    store.change(
        handle -> {
          for (int i = 0; i < 1000; i++) {
            AliasListEntry shown =
                AliasListEntry.builder().targetKeyId(i % 100 == 7 ? "odd\"" : "k" + i % 10).build();
            Scope scope = i % 2 == 0 ? OWN : OTHER;
            table.insert(
                handle,
                new Row<>(scope, "thing-%04d".formatted(i), shown, new Kept("of-" + i % 50)));
          }
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> ids(Seek seek) {
    read.set(0);
    return store.read(handle -> table.seek(handle, seek)).stream().map(Row::id).toList();
  }

  @Test
  void onlyThePageIsRead() {
    assertThat(ids(Seek.in(OWN, "thing-0500", 3)))
        .containsExactly("thing-0502", "thing-0504", "thing-0506");
    assertThat(read).hasValue(3);
    assertThat(ids(Seek.in(OWN, "thing-0998", 3))).isEmpty();
  }

  @Test
  void ofRowsThatCannotBeMeantNoneIsRead() {
    assertThat(ids(Seek.in(OWN, "", 2).showing("TargetKeyId", List.of("k4", "k6"))))
        .containsExactly("thing-0004", "thing-0006");
    assertThat(ids(Seek.in(OWN, "thing-0006", 2).keeping("of-4")))
        .containsExactly("thing-0054", "thing-0104");
    assertThat(read).hasValue(2);
    assertThat(ids(Seek.in(OWN, "", 2).showing("TargetKeyId", List.of("k5")))).isEmpty();
    assertThat(read).hasValue(0);
  }

  @Test
  void aWordThatJsonEscapesLetsEveryRowPass() {
    UnaryOperator<Seek> odd = seek -> seek.showing("TargetKeyId", List.of("odd\""));
    assertThat(ids(odd.apply(Seek.in(OTHER, "", 2)))).isNotEmpty();
  }

  @Test
  void everyonesGoesFromAccountToAccount() {
    assertThat(ids(Seek.everyones(OWN.region(), new Seek.Place(OWN.account(), "thing-0996"), 2)))
        .containsExactly("thing-0998", "thing-0001");
    assertThat(ids(Seek.everyones("eu-west-1", Seek.BEGINNING, 2))).isEmpty();
  }

  @Test
  void countsWhatHasTheTexts() {
    assertThat(count(Seek.all(OWN))).isEqualTo(500);
    assertThat(count(Seek.all(OWN).keeping("of-4"))).isEqualTo(20);
    assertThat(count(Seek.all(OWN).showing("TargetKeyId"))).isEqualTo(500);
    assertThat(count(Seek.all(OWN).showing("AliasName"))).isZero();
    assertThat(count(Seek.all(OWN).showingBeginning("TargetKeyId", "k"))).isEqualTo(500);
    assertThat(count(Seek.all(OWN).showingBeginning("TargetKeyId", "7"))).isZero();
  }

  private int count(Seek seek) {
    return store.read(handle -> ResourceTable.count(handle, "thing", seek));
  }

  @Test
  void everyonesAreFoundByTheBeginningOfTheirNames() {
    List<String> found =
        store.read(handle -> table.everyonesUnder(handle, "thing-00", 3)).stream()
            .map(Row::id)
            .toList();
    assertThat(found).containsExactly("thing-0000", "thing-0001", "thing-0002");
    assertThat(store.<Integer>read(handle -> table.countUnder(handle, "thing-00"))).isEqualTo(100);
  }

  @Test
  void whatIsBeforeANameIsRemovedFromItsScopeOnly() {
    store.change(handle -> table.deleteBefore(handle, OWN, "thing-0500"));
    assertThat(count(Seek.all(OWN))).isEqualTo(250);
    assertThat(count(Seek.all(OTHER))).isEqualTo(500);
  }
}
