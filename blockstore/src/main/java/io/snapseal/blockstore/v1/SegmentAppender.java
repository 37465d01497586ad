package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Appends frames to a segment of its own, and begins another when that is full. For one thread. */
final class SegmentAppender implements AutoCloseable {
  private final NewSegments segments;
  private @Nullable SegmentWriter current;

  SegmentAppender(NewSegments segments) {
    this.segments = segments;
  }

  FrameRef append(byte[] payload, int length, int pages) {
    try {
      FrameRef frame = segment().append(payload, length, pages);
      if (segments.isFull(segment())) {
        finish();
      }
      return frame;
    } catch (IOException e) {
      throw new StorageFailedException("writing a segment", e);
    }
  }

  private SegmentWriter segment() throws IOException {
    if (current == null) {
      current = segments.begin();
    }
    return current;
  }

  /** Makes what was appended durable. */
  void finish() {
    SegmentWriter segment = current;
    if (segment == null) {
      return;
    }
    try {
      segments.commit(segment);
    } catch (IOException e) {
      throw new StorageFailedException("writing a segment", e);
    }
    close();
  }

  /** Discards what was appended since the last segment was finished. */
  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
