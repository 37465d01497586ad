package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.BlockStoreOptions;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The segments that one new snapshot adds. Used by many threads. */
final class NewSegments {
  private final Storage storage;
  private final Sealing sealing;
  private final BlockStoreOptions options;
  private final Holds.Hold hold;
  private final Queue<SegmentId> written = new ConcurrentLinkedQueue<>();
  private final AtomicLong storedBytes = new AtomicLong();

  NewSegments(Storage storage, Sealing sealing, BlockStoreOptions options, Holds.Hold hold) {
    this.storage = storage;
    this.sealing = sealing;
    this.options = options;
    this.hold = hold;
  }

  /** Begins a segment; collection knows of it before the storage does. */
  SegmentWriter begin() throws IOException {
    return begin(newId());
  }

  /** A new segment's id. */
  SegmentId newId() {
    return SegmentId.random(options.random());
  }

  /** Begins the segment of that id. */
  SegmentWriter begin(SegmentId id) throws IOException {
    hold(id);
    written.add(id);
    return new SegmentWriter(storage, sealing, id);
  }

  /** Keeps a segment that is there from being collected. */
  void hold(SegmentId id) {
    hold.segment(id);
  }

  /** Counts a segment that an earlier attempt has written. */
  void take(long bytes) {
    storedBytes.addAndGet(bytes);
  }

  /** Keeps a segment even if the snapshot is not to be now: the next attempt takes it. */
  void keep(SegmentId id) {
    written.remove(id);
  }

  boolean isFull(SegmentWriter segment) {
    return segment.position() >= options.segmentBytes();
  }

  void commit(SegmentWriter segment) throws IOException {
    segment.commit();
    storedBytes.addAndGet(segment.position());
  }

  long storedBytes() {
    return storedBytes.get();
  }

  /** Removes them all but the kept ones: the snapshot is not to be. */
  void discard() {
    for (SegmentId id : written) {
      try {
        storage.delete(Format.segment(sealing.volume(), id));
      } catch (IOException e) {
        throw new StorageFailedException("discarding segments", e);
      }
    }
  }
}
