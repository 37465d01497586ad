package io.snapseal.blockstore;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** A store in memory with a KMS beside it. */
final class StoreFixture {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
  static final Map<String, String> CONTEXT = Map.of("aws:rds:db-id", "db-TEST");

  private final SecureRandom random = new SecureRandom();
  final MemoryStorage storage;
  final FakeKms kms;
  final KeyAccess keys;
  final BlockStore store;

  StoreFixture() {
    this(BlockStoreOptions.DEFAULT_SEGMENT_BYTES);
  }

  StoreFixture(long segmentBytes) {
    storage = new MemoryStorage();
    kms = new FakeKms(random);
    keys = KeyAccess.of(kms);
    store = BlockStore.open(storage, options(segmentBytes));
  }

  BlockStoreOptions options(long segmentBytes) {
    return new BlockStoreOptions(2, segmentBytes, random, CLOCK);
  }

  Seal seal() {
    return new Seal(kms, FakeKms.KEY, CONTEXT);
  }

  NewSnapshot sealed(String id, String volume) {
    return new NewSnapshot(id, volume, Optional.empty(), Optional.of(seal()));
  }

  NewSnapshot sealed(String id, String volume, String parent) {
    return new NewSnapshot(id, volume, Optional.of(parent), Optional.of(seal()));
  }

  static NewSnapshot plain(String id, String volume) {
    return new NewSnapshot(id, volume, Optional.empty(), Optional.empty());
  }

  static NewSnapshot plain(String id, String volume, String parent) {
    return new NewSnapshot(id, volume, Optional.of(parent), Optional.empty());
  }

  SnapshotInfo snapshot(NewSnapshot spec, Path tree) {
    return snapshot(store, spec, tree);
  }

  static SnapshotInfo snapshot(BlockStore store, NewSnapshot spec, Path tree) {
    try (SnapshotWriter writer = store.create(spec)) {
      writer.addTree(tree, TreeFilter.ALL, Progress.NONE);
      return writer.commit();
    }
  }
}
