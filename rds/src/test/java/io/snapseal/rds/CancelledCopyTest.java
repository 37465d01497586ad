package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.Progress;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is deleted while it is made, and another that takes its name at once. */
class CancelledCopyTest {
  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void theNameOfACancelledCopyBelongsToTheNextOneAlone() {
    Gate gate = new Gate();
    try (RdsFixture fixture = new RdsFixture(home, gate)) {
      String key = fixture.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
      fixture.createInstance("shop", null);
      fixture.idle();
      fixture
          .client()
          .createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("old"));
      fixture.idle();

      gate.closeAt("before Storage.create");
      copy(fixture, key);
      gate.awaitReached();
      fixture.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("new"));
      copy(fixture, key);
      gate.open();
      fixture.idle();

      assertThat(fixture.snapshot(RdsFixture.FIRST, "new").status()).isEqualTo(Status.AVAILABLE);
      String storeId = storeId(fixture);
      BlockStore store = Objects.requireNonNull(fixture.stores.get(RdsFixture.FIRST));
      assertThat(
              store
                  .verify(storeId, KeyAccess.of(fixture.kms(RdsFixture.FIRST)), Progress.NONE)
                  .problems())
          .isEmpty();
      try (Stream<String> stored = store.snapshots()) {
        assertThat(stored).hasSize(2).contains(storeId);
      }
    }
  }

  private static void copy(RdsFixture fixture, String key) {
    fixture
        .client()
        .copyDBSnapshot(
            r ->
                r.sourceDBSnapshotIdentifier("old")
                    .targetDBSnapshotIdentifier("new")
                    .kmsKeyId(key));
  }

  private static String storeId(RdsFixture fixture) {
    return fixture
        .state
        .read(
            handle ->
                Tables.snapshot(handle, new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST), "new"))
        .internal()
        .storeId();
  }
}
