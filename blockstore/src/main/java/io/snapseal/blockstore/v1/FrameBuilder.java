package io.snapseal.blockstore.v1;

import com.github.luben.zstd.ZstdCompressCtx;
import org.jspecify.annotations.Nullable;

/** Gathers changed pages into a frame, compresses it and has it sealed. For one thread. */
final class FrameBuilder implements AutoCloseable {
  /** Twice the speed of level 3 for 5 % more bytes; docs/decisions/0005. */
  private static final int LEVEL = 1;

  private final SegmentAppender out;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private final byte[] pages = new byte[Format.FRAME_BYTES];
  private final byte[] compressed = new byte[Format.MAX_PAYLOAD];
  private final @Nullable PageMap[] maps = new @Nullable PageMap[Format.FRAME_PAGES];
  private final int[] pageInMap = new int[Format.FRAME_PAGES];
  private int count;

  FrameBuilder(SegmentAppender out) {
    this.out = out;
    zstd.setLevel(LEVEL);
  }

  /** Adds a page; its map learns where it is once the frame is written. */
  void add(PageMap map, int page, byte[] source, int offset) {
    System.arraycopy(source, offset, pages, count * Format.PAGE, Format.PAGE);
    maps[count] = map;
    pageInMap[count] = page;
    count++;
    if (count == Format.FRAME_PAGES) {
      flush();
    }
  }

  /** Writes the frame, if there is a page in it. */
  void flush() {
    if (count == 0) {
      return;
    }
    int length =
        zstd.compressByteArray(compressed, 0, compressed.length, pages, 0, count * Format.PAGE);
    FrameRef frame = out.append(compressed, length, count);
    for (int i = 0; i < count; i++) {
      PageMap map = maps[i];
      if (map != null) {
        map.put(pageInMap[i], frame, i);
      }
      maps[i] = null;
    }
    count = 0;
  }

  @Override
  public void close() {
    zstd.close();
  }
}
