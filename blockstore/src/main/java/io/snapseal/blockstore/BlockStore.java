package io.snapseal.blockstore;

import io.snapseal.blockstore.v1.Repository;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Snapshots of databases in a {@link Storage}, sealed under KMS keys or, visibly, not. The format
 * is {@code docs/format.md}. Everything needed to restore is in the storage and in KMS.
 *
 * <p>Safe for use by many threads, in one process at a time. Every method may throw {@link
 * StorageFailedException}, {@link DamagedException} and, where a key is needed, the {@code
 * KmsException} with which KMS refused. An {@code expectedDigest} is a {@link
 * SnapshotInfo#manifestDigest} kept elsewhere: a snapshot that is not that very one, though it may
 * be well-formed and of the same name, is {@link DamagedException}.
 */
public final class BlockStore implements AutoCloseable {
  private final Repository repository;

  private BlockStore(Repository repository) {
    this.repository = repository;
  }

  /**
   * Opens the store in a storage, or makes one in an empty storage. The storage is closed with it.
   *
   * @throws UnsupportedFormatException if something else is in there, or a newer version
   */
  public static BlockStore open(Storage storage, BlockStoreOptions options) {
    return new BlockStore(Repository.open(storage, options));
  }

  /**
   * Begins a snapshot.
   *
   * @throws SnapshotExistsException if there is one of this name
   * @throws OneWayException if it is not to be sealed but its parent is
   */
  public SnapshotWriter create(NewSnapshot spec) {
    return repository.create(spec);
  }

  /**
   * What a snapshot is, from the store alone.
   *
   * @throws NoSuchSnapshotException if it does not exist
   */
  public SnapshotInfo describe(String snapshotId) {
    return find(snapshotId).orElseThrow(() -> new NoSuchSnapshotException(snapshotId));
  }

  /** What a snapshot is, if it exists. */
  public Optional<SnapshotInfo> find(String snapshotId) {
    return repository.find(snapshotId);
  }

  /** The names of all snapshots, in no particular order. */
  public Stream<String> snapshots() {
    return repository.snapshots();
  }

  /** As below, whatever the digest of its manifest. */
  public RestoreSummary restore(String snapshotId, KeyAccess keys, Path target, Progress progress) {
    return restore(snapshotId, Optional.empty(), keys, target, progress);
  }

  /**
   * Writes a snapshot's files and directories below a directory that is empty or does not exist
   * yet; every tag and every page's digest is checked, and all is durable when it returns. If it
   * fails, the directory holds a part and is to be deleted.
   *
   * @throws TargetNotEmptyException if the target is something else
   * @throws NoSuchSnapshotException if there is no such snapshot
   * @throws KeyNeededException if it is sealed and {@code keys} is {@link KeyAccess#none}
   */
  public RestoreSummary restore(
      String snapshotId,
      Optional<String> expectedDigest,
      KeyAccess keys,
      Path target,
      Progress progress) {
    return repository.restore(snapshotId, expectedDigest, keys, target, progress);
  }

  /**
   * Opens a snapshot to be read file by file, without a directory to restore it into.
   *
   * @throws NoSuchSnapshotException if there is no such snapshot
   * @throws KeyNeededException if it is sealed and {@code keys} is {@link KeyAccess#none}
   */
  public SnapshotReader open(String snapshotId, Optional<String> expectedDigest, KeyAccess keys) {
    return repository.open(snapshotId, expectedDigest, keys);
  }

  /** As below, whatever the digest of its manifest. */
  public SnapshotInfo copy(
      String sourceId,
      KeyAccess sourceKeys,
      BlockStore target,
      NewSnapshot spec,
      Progress progress) {
    return copy(sourceId, Optional.empty(), sourceKeys, target, spec, progress);
  }

  /**
   * Copies a snapshot into this or another store, under another key or the same; frames are opened
   * and sealed again without being decompressed. The copy shares nothing with its source. After a
   * crash, or whatever else ended it, run it again with the same spec: what is durable of it is not
   * made again. To give it up, {@link #delete} it.
   *
   * @param spec a parent is an earlier copy of the source's lineage, under the same key: pages
   *     equal to its pages are referenced instead of stored
   * @throws OneWayException if the source is sealed and the copy is not to be
   */
  public SnapshotInfo copy(
      String sourceId,
      Optional<String> expectedDigest,
      KeyAccess sourceKeys,
      BlockStore target,
      NewSnapshot spec,
      Progress progress) {
    return repository.copy(sourceId, expectedDigest, sourceKeys, target.repository, spec, progress);
  }

  /**
   * As above, from wherever the source is. Every page is compared with its digest.
   *
   * @param source is not closed
   * @throws DamagedException if the source is not what it says it is
   */
  public SnapshotInfo copy(CopySource source, NewSnapshot spec, Progress progress) {
    return repository.copy(source, spec, progress);
  }

  /**
   * Opens a snapshot for another store to copy it. It cannot be collected until it is closed.
   *
   * @throws NoSuchSnapshotException if there is no such snapshot
   */
  public CopySource openForCopy(
      String snapshotId, Optional<String> expectedDigest, KeyAccess keys) {
    return repository.openForCopy(snapshotId, expectedDigest, keys);
  }

  /** The names of copies that have begun and are not there yet. */
  public Set<String> unfinishedCopies() {
    return repository.unfinishedCopies();
  }

  /** As below, whatever the digest of its manifest. */
  public VerifyReport verify(String snapshotId, KeyAccess keys, Progress progress) {
    return verify(snapshotId, Optional.empty(), keys, progress);
  }

  /**
   * Reads all that a restore would read and reports every object that is damaged, missing or not
   * the one that belongs there. Only what keeps it from looking is thrown: a medium that fails, a
   * KMS that refuses.
   *
   * @throws NoSuchSnapshotException if there is no such snapshot
   */
  public VerifyReport verify(
      String snapshotId, Optional<String> expectedDigest, KeyAccess keys, Progress progress) {
    return repository.verify(snapshotId, expectedDigest, keys, progress);
  }

  /**
   * Removes a snapshot, or what there is of an unfinished copy, durably; does nothing if there is
   * none. {@link #collect} frees its space.
   */
  public void delete(String snapshotId) {
    repository.delete(snapshotId);
  }

  /**
   * Removes what no snapshot needs: segments, the wrapped data keys of volumes without snapshots,
   * what crashes left. Never what a writer or reader of this process is using.
   *
   * @throws DamagedException if a manifest cannot be read: then nothing is removed, since what it
   *     needs is not known
   */
  public CollectSummary collect() {
    return repository.collect();
  }

  @Override
  public void close() {
    repository.close();
  }
}
