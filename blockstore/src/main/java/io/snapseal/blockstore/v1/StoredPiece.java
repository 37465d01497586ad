package io.snapseal.blockstore.v1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An extent of a file in a snapshot, or a directory, or a file without pages.
 *
 * @param entry the directory or file
 * @param extent counted from 0
 * @param map its pages
 */
record StoredPiece(Entry.Named entry, long extent, PageMap map) {
  private static final PageMap NONE = new PageMap(0);

  /** Some pages that follow one another in a piece and in a frame. */
  record Placement(StoredPiece piece, int page, int count, int indexInFrame) {}

  /** Whether it is the last of its file. */
  boolean isLast() {
    return !(entry instanceof Entry.File file) || extent + 1 >= file.extents();
  }

  /** How many bytes of the file it has. */
  long bytes() {
    return entry instanceof Entry.File file
        ? Math.min(file.size() - extent * Format.EXTENT_BYTES, Format.EXTENT_BYTES)
        : 0;
  }

  /** Streams a manifest in groups. */
  static void groups(EntryCursor cursor, Consumer<List<StoredPiece>> sink) {
    Groups<StoredPiece> groups = new Groups<>(sink);
    for (Entry.Named entry = cursor.next(); entry != null; entry = cursor.next()) {
      long extents = entry instanceof Entry.File file ? file.extents() : 0;
      if (extents == 0) {
        groups.add(new StoredPiece(entry, 0, NONE), 0);
      }
      for (long extent = 0; extent < extents; extent++) {
        PageMap map = cursor.nextExtent();
        groups.add(new StoredPiece(entry, extent, map), map.pages());
      }
    }
    groups.flush();
  }

  /** What each frame holds of a group, so that each is read once. */
  static Map<FrameRef, List<Placement>> byFrame(List<StoredPiece> group) {
    Map<FrameRef, List<Placement>> placements = new LinkedHashMap<>();
    for (StoredPiece piece : group) {
      PageMap map = piece.map();
      for (int page = 0; page < map.pages(); page += map.runLength(page)) {
        FrameRef frame = map.frame(page);
        if (frame != null) {
          placements
              .computeIfAbsent(frame, f -> new ArrayList<>())
              .add(new Placement(piece, page, map.runLength(page), map.indexInFrame(page)));
        }
      }
    }
    return placements;
  }
}
