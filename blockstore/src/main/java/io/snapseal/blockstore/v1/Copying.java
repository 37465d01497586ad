package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.Progress;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies a snapshot frame by frame into segments of its own, sealed anew. Which frame goes where is
 * planned ahead, so that what an earlier attempt made durable need not be made again.
 */
final class Copying {
  private final Original source;
  private final Output target;
  private final CopySegments segments;
  private final Progress progress;
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean stopped;

  Copying(Original source, Output target, CopySegments segments, Progress progress) {
    this.source = source;
    this.target = target;
    this.segments = segments;
    this.progress = progress;
  }

  /**
   * Copies and publishes it.
   *
   * @param before the pages of an earlier copy that need not be copied
   * @param worn segments of the earlier copy that are not referred to any more
   */
  void run(ParentPages before, Set<SegmentId> worn, Executor pool, int window) {
    try (Lanes<Lane> lanes = new Lanes<>(Lane::new);
        Ordered<CopyPart> work = new Ordered<>(pool, window, part -> tell(), this::tell)) {
      try {
        copy(before, worn, work, lanes);
      } finally {
        stopped = true; // what is under way need not be waited for
      }
    }
    target.publish();
  }

  private void copy(
      ParentPages before, Set<SegmentId> worn, Ordered<CopyPart> work, Lanes<Lane> lanes) {
    CopyPlan plan =
        new CopyPlan(
            before, worn, segments, part -> work.submit(() -> lanes.with(l -> l.made(part))));
    target.manifest().beginSection();
    StoredPiece.groups(source.entries(), group -> add(plan.add(group)));
    bytes.addAndGet(plan.finish());
    requireAll();
    work.finish();
    target.endSection();
    progress.advanced(source.logicalBytes());
  }

  private void add(Packed planned) {
    target.add(planned.entries());
    target.manifest().totals().addChangedPages(planned.changedPages());
    if (target.manifest().totals().logicalBytes() > source.logicalBytes()) {
      throw notWhole();
    }
  }

  /** A list of entries that was cut, or goes on, has another sum. */
  private void requireAll() {
    if (target.manifest().totals().logicalBytes() != source.logicalBytes()) {
      throw notWhole();
    }
  }

  private static DamagedException notWhole() {
    return new DamagedException(
        ForeignOriginal.OBJECT, "its list of entries is not as long as it should be");
  }

  private void tell() {
    progress.advanced(Math.min(bytes.get(), source.logicalBytes()));
  }

  /** What one thread copies with. */
  private final class Lane implements Lanes.Lane {
    private final Original.Frames frames = source.frames();

    CopyPart made(CopyPart part) {
      if (part.isThere()) {
        segments.take(part);
        bytes.addAndGet(part.bytes());
        return part;
      }
      try (SegmentWriter segment = segments.write(part)) {
        Share share = new Share(part);
        frames.read(part.frames(), (frame, payload) -> append(segment, frame, payload, share));
        segments.commit(part, segment);
        bytes.addAndGet(share.rest());
        return part;
      } catch (IOException e) {
        throw new StorageFailedException("writing a segment", e);
      }
    }

    private void append(SegmentWriter segment, PlannedFrame frame, byte[] payload, Share share) {
      if (stopped) {
        throw new CancellationException("other work failed");
      }
      try {
        FrameRef written =
            segment.append(payload, frame.target().payload(), frame.target().pages());
        if (!written.equals(frame.target())) {
          throw new IllegalStateException("a frame is not where it was planned to be");
        }
      } catch (IOException e) {
        throw new StorageFailedException("writing a segment", e);
      }
      bytes.addAndGet(share.ofOneFrame());
    }

    @Override
    public void close() {
      frames.close();
    }
  }

  /** Spreads the bytes of files that a part is for over its frames. */
  private static final class Share {
    private final long each;
    private long rest;

    Share(CopyPart part) {
      List<PlannedFrame> frames = part.frames();
      this.each = part.bytes() / frames.size();
      this.rest = part.bytes();
    }

    long ofOneFrame() {
      rest -= each;
      return each;
    }

    long rest() {
      return rest;
    }
  }
}
