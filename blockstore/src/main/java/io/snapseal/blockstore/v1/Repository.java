package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.*;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A store of format version 1. */
@SuppressWarnings("DoNotCallSuggester")
public final class Repository implements AutoCloseable {
  private Repository() {}

  private static UnsupportedOperationException unfinished() {
    return new UnsupportedOperationException("not built yet");
  }

  /** See {@link BlockStore#open}. */
  public static Repository open(Storage storage, BlockStoreOptions options) {
    throw unfinished();
  }

  /** See {@link BlockStore#create}. */
  public SnapshotWriter create(NewSnapshot spec) {
    throw unfinished();
  }

  /** See {@link BlockStore#find}. */
  public Optional<SnapshotInfo> find(String snapshotId) {
    throw unfinished();
  }

  /** See {@link BlockStore#snapshots}. */
  public Stream<String> snapshots() {
    throw unfinished();
  }

  /** See {@link BlockStore#restore}. */
  public RestoreSummary restore(
      String id, Optional<String> expected, KeyAccess keys, Path target, Progress progress) {
    throw unfinished();
  }

  /** See {@link BlockStore#copy}. */
  public SnapshotInfo copy(
      String id,
      Optional<String> expected,
      KeyAccess keys,
      Repository target,
      NewSnapshot spec,
      Progress progress) {
    throw unfinished();
  }

  /** See {@link BlockStore#verify}. */
  public VerifyReport verify(
      String id, Optional<String> expected, KeyAccess keys, Progress progress) {
    throw unfinished();
  }

  /** See {@link BlockStore#delete}. */
  public void delete(String snapshotId) {
    throw unfinished();
  }

  /** See {@link BlockStore#collect}. */
  public CollectSummary collect() {
    throw unfinished();
  }

  @Override
  public void close() {}
}
