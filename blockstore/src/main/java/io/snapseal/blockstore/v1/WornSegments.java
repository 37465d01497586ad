package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Segments of which the parent snapshot needs only a small part. Their pages are stored anew with
 * the next snapshot, so that those segments go with the older snapshots. This is how space is
 * compacted: no manifest is ever rewritten, and no key but the new snapshot's is needed.
 */
final class WornSegments {
  /** A segment is worn when less than one part in this many of it is needed. */
  private static final int PARTS = 4;

  private WornSegments() {}

  /** Reads the parent's entries once. */
  static Set<SegmentId> of(Manifest parent, Storage storage) throws IOException {
    Map<SegmentId, Long> needed = needed(parent);
    Set<SegmentId> worn = new HashSet<>();
    String volume = parent.outline().header().volume();
    for (Map.Entry<SegmentId, Long> segment : needed.entrySet()) {
      try (ObjectReader reader = storage.open(Format.segment(volume, segment.getKey()))) {
        if (segment.getValue() < reader.size() / PARTS) {
          worn.add(segment.getKey());
        }
      }
    }
    return worn;
  }

  /** Bytes of each segment that are needed: of a frame, as large a part as of its pages. */
  private static Map<SegmentId, Long> needed(Manifest parent) {
    Map<SegmentId, Long> needed = new HashMap<>();
    EntryCursor entries = parent.entries();
    for (Entry.Named entry = entries.next(); entry != null; entry = entries.next()) {
      long extents = entry instanceof Entry.File file ? file.extents() : 0;
      for (long extent = 0; extent < extents; extent++) {
        add(entries.nextExtent(), needed);
      }
    }
    return needed;
  }

  private static void add(PageMap map, Map<SegmentId, Long> needed) {
    for (int page = 0; page < map.pages(); page += map.runLength(page)) {
      FrameRef frame = map.frame(page);
      if (frame != null) {
        long stored = (long) frame.payload() + FrameSpot.END;
        needed.merge(frame.segment(), stored * map.runLength(page) / frame.pages(), Long::sum);
      }
    }
  }
}
