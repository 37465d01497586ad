package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.util.Optional;

/** The segments of a copy: written one for each part, or found where an earlier attempt ended. */
final class CopySegments {
  /** The smallest part, so that a small snapshot does not become many small objects. */
  private static final long MIN_PART_BYTES = 1 << 20;

  /** How many parts a snapshot has for each thread at least, if it is large enough. */
  private static final int PARTS_PER_THREAD = 4;

  private final Storage storage;
  private final Sealing sealing;
  private final NewSegments segments;
  private final CopyMarks marks;
  private final long partBytes;

  private CopySegments(
      Storage storage, Sealing sealing, NewSegments segments, CopyMarks marks, long partBytes) {
    this.storage = storage;
    this.sealing = sealing;
    this.segments = segments;
    this.marks = marks;
    this.partBytes = partBytes;
  }

  /**
   * The segments of a copy.
   *
   * @param source the digest of what is copied
   * @param parent the digest of the earlier copy that is referred to; empty if there is none
   */
  static CopySegments of(
      Storage storage,
      Sealing sealing,
      NewSegments segments,
      String snapshot,
      String source,
      String parent,
      long partBytes) {
    byte[] plan = Format.ascii(String.join("\n", source, parent, Long.toString(partBytes)));
    try {
      CopyMarks marks = CopyMarks.read(storage, sealing, snapshot, plan);
      return new CopySegments(storage, sealing, segments, marks, partBytes);
    } catch (IOException e) {
      throw new StorageFailedException("looking for what is there of " + snapshot, e);
    }
  }

  /**
   * How large a part is: enough of them to keep every thread busy and to lose little by a crash.
   */
  static long partBytes(long logicalBytes, int threads, long segmentBytes) {
    long share = logicalBytes / ((long) threads * PARTS_PER_THREAD);
    return Math.min(segmentBytes, Math.max(MIN_PART_BYTES, share));
  }

  /** After how many bytes a part is full; it may be passed by one frame. */
  long partBytes() {
    return partBytes;
  }

  /** A new part: into the segment of an earlier attempt, if that is whole. */
  CopyPart begin(int number) {
    Optional<SegmentId> earlier = marks.segment(number).filter(this::isWhole);
    SegmentId id = earlier.orElseGet(segments::newId);
    return new CopyPart(number, id, earlier.isPresent(), sealing.segmentHeader(id).length);
  }

  private boolean isWhole(SegmentId id) {
    segments.hold(id);
    try (SegmentReader reader = SegmentReader.open(storage, sealing, id)) {
      return true;
    } catch (DamagedException e) {
      return false; // it is made again
    }
  }

  /** A part that was there: is it as long as it must be? */
  void take(CopyPart part) {
    try (SegmentReader reader = SegmentReader.open(storage, sealing, part.segment())) {
      segments.take(reader.size(part.position() + FrameSpot.END));
    }
  }

  /** Begins to write a part. */
  SegmentWriter write(CopyPart part) throws IOException {
    return segments.begin(part.segment());
  }

  /** Makes a part durable. */
  void commit(CopyPart part, SegmentWriter segment) throws IOException {
    segments.commit(segment);
    marks.write(part.number(), part.segment());
    segments.keep(part.segment());
  }
}
