package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.*;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A store of format version 1. */
public final class Repository implements AutoCloseable {
  private Repository() {}

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T unfinished() {
    return Optional.<T>empty().orElseThrow(UnsupportedOperationException::new);
  }

  /** See {@link BlockStore#open}. */
  public static Repository open(Storage storage, BlockStoreOptions options) {
    return unfinished();
  }

  /** See {@link BlockStore#create}. */
  public SnapshotWriter create(NewSnapshot spec) {
    return unfinished();
  }

  /** See {@link BlockStore#find}. */
  public Optional<SnapshotInfo> find(String snapshotId) {
    return unfinished();
  }

  /** See {@link BlockStore#snapshots}. */
  public Stream<String> snapshots() {
    return unfinished();
  }

  /** See {@link BlockStore#restore}. */
  public RestoreSummary restore(
      String id, Optional<String> expected, KeyAccess keys, Path target, Progress progress) {
    return unfinished();
  }

  /** See {@link BlockStore#copy}. */
  public SnapshotInfo copy(
      String id,
      Optional<String> expected,
      KeyAccess keys,
      Repository target,
      NewSnapshot spec,
      Progress progress) {
    return unfinished();
  }

  /** See {@link BlockStore#verify}. */
  public VerifyReport verify(
      String id, Optional<String> expected, KeyAccess keys, Progress progress) {
    return unfinished();
  }

  /** See {@link BlockStore#delete}. */
  public void delete(String snapshotId) {
    Repository.<Object>unfinished();
  }

  /** See {@link BlockStore#collect}. */
  public CollectSummary collect() {
    return unfinished();
  }

  @Override
  public void close() {}
}
