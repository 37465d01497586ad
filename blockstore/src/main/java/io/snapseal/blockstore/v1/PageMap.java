package io.snapseal.blockstore.v1;

import static io.snapseal.blockstore.v1.Format.DIGEST;
import static io.snapseal.blockstore.v1.Format.EXTENT_PAGES;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the pages of one extent are, and their digests. A page without a frame is all zero. */
final class PageMap {
  private final @Nullable FrameRef[] frames;
  private final int[] index;
  private final byte[] digests;

  /** An extent of zero pages, to be filled. */
  PageMap(int pages) {
    if (pages < 0 || pages > EXTENT_PAGES) {
      throw new IllegalArgumentException("an extent of %d pages".formatted(pages));
    }
    frames = new @Nullable FrameRef[pages];
    index = new int[pages];
    digests = new byte[pages * DIGEST];
  }

  int pages() {
    return frames.length;
  }

  /** The frame of a page; null if the page is all zero. */
  @Nullable FrameRef frame(int page) {
    return frames[page];
  }

  /** The page's place in its frame. */
  int indexInFrame(int page) {
    return index[page];
  }

  /** All digests, {@link Format#DIGEST} bytes each; not copied. */
  byte[] digests() {
    return digests;
  }

  void put(int page, FrameRef frame, int indexInFrame) {
    if (indexInFrame < 0 || indexInFrame >= frame.pages()) {
      throw new IllegalArgumentException("no page %d in its frame".formatted(indexInFrame));
    }
    frames[page] = frame;
    index[page] = indexInFrame;
  }

  /** Whether a page's digest is the one in an array. */
  boolean hasDigest(int page, byte[] digest, int offset) {
    int from = page * DIGEST;
    return Arrays.equals(digests, from, from + DIGEST, digest, offset, offset + DIGEST);
  }

  /** How many pages from {@code page} on are zero, or lie one after the other in one frame. */
  int runLength(int page) {
    int next = page + 1;
    while (next < frames.length && follows(page, next)) {
      next++;
    }
    return next - page;
  }

  private boolean follows(int page, int next) {
    FrameRef frame = frames[page];
    FrameRef other = frames[next];
    if (frame == null || other == null) {
      return frame == null && other == null;
    }
    return frame.equals(other) && index[next] == index[page] + (next - page);
  }

  /** The same pages in other frames, such as those of a copy. */
  PageMap in(UnaryOperator<FrameRef> moved) {
    PageMap result = new PageMap(frames.length);
    System.arraycopy(digests, 0, result.digests, 0, digests.length);
    int page = 0;
    while (page < frames.length) {
      int end = page + runLength(page);
      FrameRef frame = frames[page];
      if (frame != null) {
        Arrays.fill(result.frames, page, end, moved.apply(frame));
        System.arraycopy(index, page, result.index, page, end - page);
      }
      page = end;
    }
    return result;
  }

  /** How many pages are not all zero. */
  int dataPages() {
    int count = 0;
    for (FrameRef frame : frames) {
      count += frame == null ? 0 : 1;
    }
    return count;
  }
}
