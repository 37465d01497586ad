package io.snapseal.blockstore.v1;

import static io.snapseal.blockstore.v1.Format.FRAME_PAGES;
import static io.snapseal.blockstore.v1.Format.MAX_PAYLOAD;

/**
 * Where a frame is.
 *
 * @param segment the segment that holds it
 * @param offset of its header in the segment
 * @param payload its compressed length, without the tag
 * @param pages how many pages it holds
 */
record FrameRef(SegmentId segment, long offset, int payload, int pages) {
  FrameRef {
    if (offset < 0 || payload < 1 || payload > MAX_PAYLOAD || pages < 1 || pages > FRAME_PAGES) {
      throw new IllegalArgumentException("not a frame: %d+%d".formatted(offset, payload));
    }
  }
}
