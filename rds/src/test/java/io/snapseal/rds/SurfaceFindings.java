package io.snapseal.rds;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.SnapshotReader;
import io.snapseal.blockstore.SnapshotVisitor;
import io.snapseal.rds.Databases.Shown;
import io.snapseal.rds.Surface.KeyRole;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;

/** What was found of all that a row's attempts have made. */
final class SurfaceFindings {
  /**
   * What was found of one database or snapshot.
   *
   * @param content a database's rows, or of a snapshot the checksums of its files
   * @param sealedUnder the KMS key that a snapshot's stored bytes say; empty of databases
   * @param atRest where its bytes are
   */
  record Found(Shown shown, Object content, Optional<String> sealedUnder, Path atRest) {}

  private final SurfaceRow row;
  private final RdsFixture fixture;
  private final Path home;
  private final Map<Attempt, Found> found = new EnumMap<>(Attempt.class);
  private final Map<Attempt, String> storeIds = new EnumMap<>(Attempt.class);

  SurfaceFindings(SurfaceRow row, RdsFixture fixture, Path home) {
    this.row = row;
    this.fixture = fixture;
    this.home = home;
  }

  /** What was found of something made, while it was there; null if it was never made. */
  @Nullable Found of(Attempt attempt) {
    return found.get(attempt);
  }

  /** Looks at what an attempt has made. */
  void look(Attempt made) throws IOException, SQLException {
    Shown shown = row.shown(made);
    found.put(made, made.makesDatabase() ? database(made, shown) : snapshot(made, shown));
  }

  private Found database(Attempt made, Shown shown) throws SQLException {
    int port = Objects.requireNonNull(shown.port(), () -> row.id(made) + ": " + shown.status());
    return new Found(
        shown,
        CanaryRows.read(row.row(), port),
        Optional.empty(),
        home.resolve("i-" + made.place().scope().region())
            .resolve(shown.resourceId())
            .resolve("volume"));
  }

  private Found snapshot(Attempt made, Shown shown) throws IOException {
    Scope scope = made.place().scope();
    SnapshotInternals stored =
        fixture
            .state
            .read(handle -> row.databases().stored(handle, scope, row.id(made)))
            .internal();
    storeIds.put(made, stored.storeId());
    KmsClient kms =
        row.keys()
            .reading(
                scope, shown.encryption().underKmsKey() ? KeyRole.CUSTOMER : KeyRole.AWS_OWNED);
    return new Found(
        shown,
        checksums(store(scope), stored, kms),
        store(scope).describe(stored.storeId()).keyArn(),
        home.resolve("store-" + scope.region()).resolve("segments").resolve(stored.volume()));
  }

  private BlockStore store(Scope scope) {
    return Objects.requireNonNull(fixture.stores.get(scope.region()));
  }

  private static Map<String, Long> checksums(
      BlockStore store, SnapshotInternals stored, KmsClient kms) throws IOException {
    Checksums checksums = new Checksums();
    try (SnapshotReader reader =
        store.open(
            stored.storeId(), Optional.ofNullable(stored.manifestDigest()), KeyAccess.of(kms))) {
      reader.read(checksums);
    }
    return checksums.seen;
  }

  /** What RDS has kept of what was made once it is deleted: nothing. */
  List<String> leftovers() {
    List<String> left = new ArrayList<>();
    storeIds.forEach(
        (made, storeId) -> {
          if (store(made.place().scope()).find(storeId).isPresent()) {
            left.add("the stored snapshot of " + row.id(made));
          }
        });
    row.keys().grants().forEach(grant -> left.add(grant.toString()));
    return left;
  }

  /** The checksum of each file, by its path and size. */
  private static final class Checksums implements SnapshotVisitor {
    private final Map<String, Long> seen = new TreeMap<>();
    private final CRC32C crc = new CRC32C();
    private String file = "";

    @Override
    public void directory(String path, int mode) {
      seen.put(path + " " + mode, 0L);
    }

    @Override
    public void file(String path, int mode, long size) {
      crc.reset();
      file = "%s %d %d".formatted(path, mode, size);
      seen.put(file, 0L);
    }

    @Override
    public void content(byte[] bytes) {
      crc.update(bytes);
      seen.put(file, crc.getValue());
    }
  }
}
