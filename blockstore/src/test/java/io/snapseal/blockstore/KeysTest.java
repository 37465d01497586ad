package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class KeysTest {
  @TempDir(factory = InMemory.class)
  Path temp;

  private final StoreFixture fixture = new StoreFixture();
  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(temp.resolve("tree"));
    Files.write(tree.resolve("file"), new byte[] {1});
    fixture.snapshot(fixture.sealed("snap-1", "vol-1"), tree);
  }

  private void restore(KeyAccess keys) {
    fixture.store.restore("snap-1", keys, temp.resolve("restored"), Progress.NONE);
  }

  @Test
  void withoutKeyAccessASealedSnapshotStaysClosed() {
    assertThatThrownBy(() -> restore(KeyAccess.none()))
        .isInstanceOf(KeyNeededException.class)
        .hasMessageContaining(FakeKms.KEY);
    assertThat(temp.resolve("restored")).doesNotExist();
  }

  @Test
  void aRefusalOfKmsReachesTheCallerAsItIs() {
    fixture.kms.disable(FakeKms.KEY);
    assertThatThrownBy(() -> restore(fixture.keys)).isInstanceOf(DisabledException.class);
    assertThatThrownBy(() -> fixture.store.verify("snap-1", fixture.keys, Progress.NONE))
        .isInstanceOf(DisabledException.class);
    assertThatThrownBy(() -> fixture.store.create(fixture.sealed("snap-2", "vol-1")))
        .isInstanceOf(DisabledException.class);
    assertThat(fixture.store.describe("snap-1").keyArn()).contains(FakeKms.KEY);
    fixture.store.collect();
    fixture.kms.enable(FakeKms.KEY);
    restore(fixture.keys);
  }

  @Test
  void anotherKmsWithAKeyOfThatNameDoesNotOpenIt() {
    FakeKms impostor = new FakeKms(new SecureRandom());
    assertThatThrownBy(() -> restore(KeyAccess.of(impostor)))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("volumes/vol-1/keys/0.json");
  }

  @Test
  void aVolumeKeepsItsDataKeyAndGetsAnotherForAnotherKmsKeyOrContext() throws IOException {
    fixture.snapshot(fixture.sealed("snap-2", "vol-1", "snap-1"), tree);
    assertThat(fixture.storage.list("volumes/vol-1/keys/")).hasSize(1);
    Seal other = new Seal(fixture.kms, FakeKms.OTHER_KEY, StoreFixture.CONTEXT);
    SnapshotInfo third =
        fixture.snapshot(
            new NewSnapshot("snap-3", "vol-1", Optional.of("snap-2"), Optional.of(other)), tree);
    assertThat(third.parent()).as("pages under another key are not shared").isEmpty();
    assertThat(third.changedPages()).isEqualTo(1);
    Seal context = new Seal(fixture.kms, FakeKms.KEY, Map.of("other", "context"));
    fixture.snapshot(
        new NewSnapshot("snap-4", "vol-1", Optional.of("snap-2"), Optional.of(context)), tree);
    assertThat(fixture.storage.list("volumes/vol-1/keys/")).hasSize(3);
    fixture.kms.disable(FakeKms.KEY);
    Path target = temp.resolve("third");
    fixture.store.restore("snap-3", fixture.keys, target, Progress.NONE);
    Trees.assertSame(target, tree);
  }

  @Test
  void anUnknownKeyIsRefusedBeforeAnythingIsWritten() {
    Seal unknown = new Seal(fixture.kms, FakeKms.arn("9999"), Map.of());
    NewSnapshot spec = new NewSnapshot("s", "vol-9", Optional.empty(), Optional.of(unknown));
    int before = fixture.storage.objects().size();
    assertThatThrownBy(() -> fixture.store.create(spec)).isInstanceOf(NotFoundException.class);
    assertThat(fixture.storage.objects()).hasSize(before);
  }

  @Test
  void anAliasIsNoKey() {
    assertThatThrownBy(
            () -> new Seal(fixture.kms, "arn:aws:kms:eu-central-1:123456789012:alias/x", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysGoWithTheLastSnapshotOfTheirVolume() {
    fixture.store.delete("snap-1");
    assertThat(fixture.store.collect().keysRemoved()).isEqualTo(1);
    assertThat(fixture.storage.objects()).hasSize(1);
  }

  @Test
  void aParentThatIsDamagedOrGoneIsNotUsed() {
    ObjectName manifest = new ObjectName("snapshots/snap-1.manifest");
    byte[] bytes = Objects.requireNonNull(fixture.storage.objects().get(manifest));
    byte[] damaged = bytes.clone();
    damaged[damaged.length / 2]++;
    fixture.storage.objects().put(manifest, damaged);
    SnapshotInfo second = fixture.snapshot(fixture.sealed("snap-2", "vol-1", "snap-1"), tree);
    assertThat(second.changedPages()).isEqualTo(1);
    assertThat(fixture.store.verify("snap-2", fixture.keys, Progress.NONE).intact()).isTrue();
    SnapshotInfo third = fixture.snapshot(fixture.sealed("snap-3", "vol-1", "nothing"), tree);
    assertThat(third.parent()).isEmpty();
  }
}
