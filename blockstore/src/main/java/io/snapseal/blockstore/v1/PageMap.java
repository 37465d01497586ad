package io.snapseal.blockstore.v1;

import static io.snapseal.blockstore.v1.Format.DIGEST;
import static io.snapseal.blockstore.v1.Format.EXTENT_PAGES;

import java.util.Arrays;
import java.util.Set;
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

  /** The same pages and digests, of which none has a place yet. */
  PageMap unplaced() {
    PageMap result = new PageMap(frames.length);
    System.arraycopy(digests, 0, result.digests, 0, digests.length);
    return result;
  }

  /**
   * Refers to the same page of an earlier snapshot, if it has the digest that this map has.
   *
   * @param worn segments that are not referred to any more
   * @return whether it does
   */
  boolean refer(int page, PageMap parent, Set<SegmentId> worn) {
    if (page >= parent.pages()) {
      return false;
    }
    FrameRef frame = parent.frame(page);
    if (frame == null
        || worn.contains(frame.segment())
        || !parent.hasDigest(page, digests, page * DIGEST)) {
      return false;
    }
    put(page, frame, parent.indexInFrame(page));
    return true;
  }
}
