package io.snapseal.blockstore.v1;

import static io.snapseal.blockstore.v1.Format.DIGEST;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Entries as bytes. Numbers are unsigned LEB128 in their shortest form. */
final class EntryCodec {
  /** The longest entry: an extent whose every page is a run of its own. */
  static final int MAX_ENTRY = 64 * 1024;

  private static final byte DIRECTORY = 1;
  private static final byte FILE = 2;
  private static final byte EXTENT = 3;

  private EntryCodec() {}

  static void write(Entry entry, ToIntFunction<SegmentId> table, ByteBuffer out) {
    if (entry instanceof Entry.Directory directory) {
      out.put(DIRECTORY);
      named(directory, out);
    } else if (entry instanceof Entry.File file) {
      out.put(FILE);
      named(file, out);
      Leb128.write(file.size(), out);
    } else if (entry instanceof Entry.Extent extent) {
      out.put(EXTENT);
      writeRuns(extent.map(), table, out);
      writeDigests(extent.map(), out);
    }
  }

  private static void named(Entry.Named entry, ByteBuffer out) {
    byte[] path = entry.path().utf8();
    Leb128.write(path.length, out);
    out.put(path);
    Leb128.write(entry.mode(), out);
  }

  private static void writeRuns(PageMap map, ToIntFunction<SegmentId> table, ByteBuffer out) {
    Leb128.write(map.pages(), out);
    int page = 0;
    while (page < map.pages()) {
      int length = map.runLength(page);
      Leb128.write(length, out);
      writeFrame(map.frame(page), map.indexInFrame(page), table, out);
      page += length;
    }
  }

  private static void writeFrame(
      @Nullable FrameRef frame, int index, ToIntFunction<SegmentId> table, ByteBuffer out) {
    if (frame == null) {
      Leb128.write(0, out);
      return;
    }
    Leb128.write(table.applyAsInt(frame.segment()) + 1L, out);
    Leb128.write(frame.offset(), out);
    Leb128.write(frame.payload(), out);
    Leb128.write(frame.pages(), out);
    Leb128.write(index, out);
  }

  private static void writeDigests(PageMap map, ByteBuffer out) {
    for (int page = 0; page < map.pages(); page++) {
      if (map.frame(page) != null) {
        out.put(map.digests(), page * DIGEST, DIGEST);
      }
    }
  }

  /**
   * Reads one entry.
   *
   * @throws RuntimeException of any kind if there is none: the caller knows which object it is in
   */
  static Entry read(ByteBuffer in, IntFunction<SegmentId> table) {
    byte type = in.get();
    return switch (type) {
      case DIRECTORY -> new Entry.Directory(path(in), Leb128.readInt(in, Entry.MAX_MODE));
      case FILE -> new Entry.File(path(in), Leb128.readInt(in, Entry.MAX_MODE), Leb128.read(in));
      case EXTENT -> new Entry.Extent(extent(in, table));
      default -> throw new IllegalArgumentException("no such type of entry: " + type);
    };
  }

  private static TreePath path(ByteBuffer in) {
    byte[] path = new byte[Leb128.readInt(in, TreePath.MAX_BYTES)];
    in.get(path);
    return TreePath.of(path);
  }

  private static PageMap extent(ByteBuffer in, IntFunction<SegmentId> table) {
    PageMap map = new PageMap(Leb128.readInt(in, Format.EXTENT_PAGES));
    int page = 0;
    while (page < map.pages()) {
      page += run(in, table, map, page);
    }
    for (page = 0; page < map.pages(); page++) {
      if (map.frame(page) != null) {
        in.get(map.digests(), page * DIGEST, DIGEST);
      }
    }
    return map;
  }

  private static int run(ByteBuffer in, IntFunction<SegmentId> table, PageMap map, int page) {
    int length = Leb128.readInt(in, map.pages() - page);
    if (length == 0) {
      throw new IllegalArgumentException("an empty run");
    }
    int segment = Leb128.readInt(in, Integer.MAX_VALUE);
    if (segment > 0) {
      FrameRef frame =
          new FrameRef(
              table.apply(segment - 1),
              Leb128.read(in),
              Leb128.readInt(in, Format.MAX_PAYLOAD),
              Leb128.readInt(in, Format.FRAME_PAGES));
      int index = Leb128.readInt(in, Format.FRAME_PAGES);
      for (int i = 0; i < length; i++) {
        map.put(page + i, frame, index + i);
      }
    }
    return length;
  }
}
