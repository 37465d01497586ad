package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.BlockStoreOptions;
import io.snapseal.blockstore.CollectSummary;
import io.snapseal.blockstore.CopySource;
import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.OneWayException;
import io.snapseal.blockstore.Progress;
import io.snapseal.blockstore.RestoreSummary;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotReader;
import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.VerifyReport;
import io.snapseal.blockstore.seal.Gcm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store of format version 1. */
public final class Repository implements AutoCloseable {
  /** How many extents of 8 MiB a reader holds in memory. */
  private static final int MOST_EXTENTS = 8;

  private final Storage storage;
  private final BlockStoreOptions options;
  private final ExecutorService pool;
  private final Gcm gcm;
  private final VolumeKeys volumeKeys;
  private final Catalog catalog;
  private final Holds holds = new Holds();
  private final ReentrantLock lock = new ReentrantLock();
  private final Beginnings beginnings;

  private Repository(Storage storage, BlockStoreOptions options, Gcm gcm) {
    this.storage = storage;
    this.options = options;
    this.gcm = gcm;
    this.pool = Executors.newFixedThreadPool(options.threads(), Repository::thread);
    this.volumeKeys = new VolumeKeys(storage);
    this.catalog = new Catalog(storage, volumeKeys);
    this.beginnings = new Beginnings(storage, options, gcm, volumeKeys, catalog, holds, lock);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "snapseal-blocks");
    thread.setDaemon(true);
    return thread;
  }

  /** See {@link BlockStore#open}. */
  public static Repository open(Storage storage, BlockStoreOptions options) {
    return open(storage, options, Gcm.fastest());
  }

  /** As above, with the AES-GCM that is given. */
  static Repository open(Storage storage, BlockStoreOptions options, Gcm gcm) {
    try {
      FormatFile.openOrMake(storage, options.random());
    } catch (IOException e) {
      throw new StorageFailedException("opening the block store", e);
    }
    return new Repository(storage, options, gcm);
  }

  private int window() {
    return options.threads() * 2;
  }

  /** See {@link BlockStore#create}. */
  public SnapshotWriter create(NewSnapshot spec) {
    Beginnings.Beginning beginning = beginnings.of(spec);
    return new Creation(
        beginning.output(),
        beginning.parent(),
        beginning.digestKey(),
        beginning.worn(),
        pool,
        window(),
        () -> catalog.info(catalog.outline(spec.snapshotId())));
  }

  /** See {@link BlockStore#find}. */
  public Optional<SnapshotInfo> find(String snapshotId) {
    return catalog.find(snapshotId);
  }

  /** See {@link BlockStore#snapshots}. */
  public Stream<String> snapshots() {
    return catalog.ids();
  }

  private Opened opened(String id, Optional<String> expectedDigest, KeyAccess keys) {
    lock.lock();
    try {
      ObjectReader in = catalog.manifest(id);
      try {
        Outline outline = catalog.outline(in, id, expectedDigest);
        return opened(outline, in, keys);
      } catch (RuntimeException e) {
        in.close();
        throw e;
      }
    } finally {
      lock.unlock();
    }
  }

  private Opened opened(Outline outline, ObjectReader in, KeyAccess keys) {
    Holds.Hold hold = holds.of(outline.header().volume());
    hold.all(outline.table());
    try {
      return opened(outline, in, sealing(outline.header(), keys), hold);
    } catch (RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private static Opened opened(Outline outline, ObjectReader in, Sealing sealing, Holds.Hold hold) {
    try {
      return new Opened(Manifest.open(outline, in, sealing), sealing, hold);
    } catch (RuntimeException e) {
      sealing.close();
      throw e;
    }
  }

  private Sealing sealing(ManifestHeader header, KeyAccess keys) {
    if (!header.isSealed()) {
      return Sealing.plain(header.volume(), gcm);
    }
    VolumeKey key = volumeKeys.forOpening(header, keys);
    return Sealing.under(header.volume(), key.number(), key.key(), gcm);
  }

  /** See {@link BlockStore#restore}. */
  public RestoreSummary restore(
      String id, Optional<String> expected, KeyAccess keys, Path target, Progress progress) {
    try (Opened opened = opened(id, expected, keys)) {
      Restoring restoring =
          new Restoring(
              opened.manifest(),
              () -> new FrameReader(storage, opened.sealing()),
              pool,
              window(),
              progress);
      long frames = restoring.into(target);
      return new RestoreSummary(catalog.info(opened.manifest().outline()), frames);
    }
  }

  /** See {@link BlockStore#open(String, Optional, KeyAccess)}. */
  public SnapshotReader open(String id, Optional<String> expected, KeyAccess keys) {
    Opened opened = opened(id, expected, keys);
    Reading reading =
        new Reading(
            opened.manifest(),
            () -> new FrameReader(storage, opened.sealing()),
            pool,
            Math.min(window(), MOST_EXTENTS));
    return new OpenSnapshot(opened, catalog.info(opened.manifest().outline()), reading);
  }

  /** See {@link BlockStore#verify}. */
  public VerifyReport verify(
      String id, Optional<String> expected, KeyAccess keys, Progress progress) {
    Problems problems = new Problems();
    try (Opened opened = opened(id, expected, keys)) {
      return new Verifying(
              opened.manifest(),
              () -> new FrameReader(storage, opened.sealing()),
              problems,
              progress)
          .run(pool, window());
    } catch (DamagedException e) {
      problems.add(e);
      return new VerifyReport(id, 0, 0, problems.list());
    }
  }

  /** See {@link BlockStore#copy}. */
  public SnapshotInfo copy(
      String id,
      Optional<String> expected,
      KeyAccess keys,
      Repository target,
      NewSnapshot spec,
      Progress progress) {
    requireOneWay(catalog.outline(id).header().isSealed(), spec);
    try (Original original = new StoredOriginal(opened(id, expected, keys), storage)) {
      return target.copied(original, spec, progress);
    }
  }

  /** See {@link BlockStore#copy(CopySource, NewSnapshot, Progress)}. */
  public SnapshotInfo copy(CopySource source, NewSnapshot spec, Progress progress) {
    requireOneWay(source.facts().sealed(), spec);
    return copied(new ForeignOriginal(source), spec, progress);
  }

  /** See {@link BlockStore#openForCopy}. */
  public CopySource openForCopy(String id, Optional<String> expected, KeyAccess keys) {
    Opened opened = opened(id, expected, keys);
    try {
      return new Lending(opened, storage);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static void requireOneWay(boolean sealed, NewSnapshot spec) {
    if (sealed && spec.seal().isEmpty()) {
      throw new OneWayException("an encrypted snapshot cannot be copied to an unencrypted one");
    }
  }

  private SnapshotInfo copied(Original source, NewSnapshot spec, Progress progress) {
    byte[] digestKey = source.digestKey();
    Beginnings.Beginning beginning = beginnings.copyOf(digestKey, spec);
    try (Output output = beginning.output();
        @Nullable Manifest parent = beginning.parent()) {
      new Copying(source, output, segments(source, spec, output, parent), progress)
          .run(ParentPages.of(parent), beginning.worn(), pool, window());
    } finally {
      Arrays.fill(digestKey, (byte) 0);
    }
    forgetCopy(spec.snapshotId());
    return catalog.info(catalog.outline(spec.snapshotId()));
  }

  private CopySegments segments(
      Original source, NewSnapshot spec, Output output, @Nullable Manifest parent) {
    return CopySegments.of(
        storage,
        output.sealing(),
        output.segments(),
        spec.snapshotId(),
        source.digest(),
        parent == null ? "" : parent.outline().digest(),
        CopySegments.partBytes(source.logicalBytes(), options.threads(), options.segmentBytes()));
  }

  private void forgetCopy(String snapshotId) {
    try {
      CopyMarks.remove(storage, snapshotId);
    } catch (IOException e) {
      throw new StorageFailedException("ending the copy " + snapshotId, e);
    }
  }

  /** See {@link BlockStore#unfinishedCopies}. */
  public Set<String> unfinishedCopies() {
    try (Stream<ObjectName> names = storage.list(Format.COPIES)) {
      return names.flatMap(name -> CopyMarks.snapshot(name).stream()).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new StorageFailedException("listing copies", e);
    }
  }

  /** See {@link BlockStore#delete}. */
  public void delete(String snapshotId) {
    lock.lock();
    try {
      storage.delete(Format.manifest(snapshotId));
      CopyMarks.remove(storage, snapshotId);
    } catch (IOException e) {
      throw new StorageFailedException("deleting snapshot " + snapshotId, e);
    } finally {
      lock.unlock();
    }
  }

  /** See {@link BlockStore#collect}. */
  public CollectSummary collect() {
    try {
      return new Collecting(storage, holds, lock, catalog).run();
    } catch (IOException e) {
      throw new StorageFailedException("collecting", e);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
    storage.close();
  }
}
