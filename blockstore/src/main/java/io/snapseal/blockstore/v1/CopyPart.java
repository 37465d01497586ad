package io.snapseal.blockstore.v1;

import java.util.ArrayList;
import java.util.List;

/** The frames of a copy that go into one segment, and where in it. */
final class CopyPart {
  private final int number;
  private final SegmentId segment;
  private final boolean there;
  private final List<PlannedFrame> frames = new ArrayList<>();
  private long position;
  private long pages;
  private long bytes;

  /**
   * @param there whether the segment was made by an earlier attempt
   * @param position where its first frame goes
   */
  CopyPart(int number, SegmentId segment, boolean there, long position) {
    this.number = number;
    this.segment = segment;
    this.there = there;
    this.position = position;
  }

  /** Finds a place for a frame. */
  FrameRef add(FrameRef source, List<StoredPiece.Placement> used) {
    FrameRef target = new FrameRef(segment, position, source.payload(), source.pages());
    frames.add(new PlannedFrame(source, target, used));
    position += (long) source.payload() + FrameSpot.END;
    pages += source.pages();
    return target;
  }

  /** Counts bytes of files that are dealt with when this part is. */
  void addBytes(long count) {
    bytes += count;
  }

  int number() {
    return number;
  }

  SegmentId segment() {
    return segment;
  }

  boolean isThere() {
    return there;
  }

  List<PlannedFrame> frames() {
    return frames;
  }

  long position() {
    return position;
  }

  long pages() {
    return pages;
  }

  long bytes() {
    return bytes;
  }
}
