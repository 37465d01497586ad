package io.snapseal.blockstore.v1;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which frames a copy needs and where each goes, in the order of the entries: the same for
 * every attempt at the same copy.
 */
final class CopyPlan {
  /** What one part's frames hold decompressed: 512 MiB, so that its list of them stays small. */
  private static final int MAX_PART_PAGES = 65_536;

  private final ParentPages before;
  private final Set<SegmentId> worn;
  private final CopySegments segments;
  private final Consumer<CopyPart> sink;
  private @Nullable CopyPart part;
  private long bytes;
  private int parts;

  /**
   * @param before the pages of an earlier copy, which are referred to where they are the same
   * @param worn segments of it that are not referred to any more
   * @param sink takes whole parts
   */
  CopyPlan(
      ParentPages before, Set<SegmentId> worn, CopySegments segments, Consumer<CopyPart> sink) {
    this.before = before;
    this.worn = worn;
    this.segments = segments;
    this.sink = sink;
  }

  /** Plans a group of pieces; their entries for the manifest. */
  Packed add(List<StoredPiece> group) {
    IdentityHashMap<StoredPiece, PageMap> maps = new IdentityHashMap<>();
    Map<FrameRef, List<StoredPiece.Placement>> needed = new LinkedHashMap<>();
    for (StoredPiece piece : group) {
      maps.put(piece, known(piece, needed));
    }
    Packed planned = new Packed();
    needed.forEach((frame, used) -> place(frame, used, maps, planned));
    for (StoredPiece piece : group) {
      if (piece.extent() == 0) {
        planned.add(piece.entry());
      }
      if (piece.map().pages() > 0) {
        planned.add(new Entry.Extent(placed(maps, piece)));
      }
    }
    return planned;
  }

  /** The piece's pages as far as the earlier copy has them; the others are added to the needed. */
  private PageMap known(StoredPiece piece, Map<FrameRef, List<StoredPiece.Placement>> needed) {
    PageMap map = piece.map();
    PageMap known = map.unplaced();
    long rest = piece.bytes();
    Optional<PageMap> earlier =
        map.pages() == 0 ? Optional.empty() : before.extent(piece.entry().path(), piece.extent());
    for (int page = 0; page < map.pages(); page++) {
      FrameRef frame = map.frame(page);
      if (frame != null && !referenced(known, page, earlier)) {
        add(needed.computeIfAbsent(frame, f -> new ArrayList<>()), piece, page);
        rest -= Format.PAGE;
      }
    }
    bytes += Math.max(0, rest);
    return known;
  }

  private boolean referenced(PageMap map, int page, Optional<PageMap> earlier) {
    return earlier.filter(parent -> map.refer(page, parent, worn)).isPresent();
  }

  /** Adds a page to the placements of its frame: to the last, if it follows on. */
  private static void add(List<StoredPiece.Placement> placements, StoredPiece piece, int page) {
    int index = piece.map().indexInFrame(page);
    if (!placements.isEmpty()) {
      StoredPiece.Placement last = placements.get(placements.size() - 1);
      if (last.piece().equals(piece)
          && last.page() + last.count() == page
          && last.indexInFrame() + last.count() == index) {
        placements.set(
            placements.size() - 1,
            new StoredPiece.Placement(piece, last.page(), last.count() + 1, last.indexInFrame()));
        return;
      }
    }
    placements.add(new StoredPiece.Placement(piece, page, 1, index));
  }

  private void place(
      FrameRef frame,
      List<StoredPiece.Placement> used,
      IdentityHashMap<StoredPiece, PageMap> maps,
      Packed planned) {
    CopyPart current = part == null ? begin() : part;
    FrameRef target = current.add(frame, used);
    for (StoredPiece.Placement placement : used) {
      PageMap map = placed(maps, placement.piece());
      for (int i = 0; i < placement.count(); i++) {
        map.put(placement.page() + i, target, placement.indexInFrame() + i);
      }
      planned.addChangedPages(placement.count());
      current.addBytes((long) placement.count() * Format.PAGE);
    }
    if (current.position() >= segments.partBytes() || current.pages() >= MAX_PART_PAGES) {
      end(current);
    }
  }

  private static PageMap placed(IdentityHashMap<StoredPiece, PageMap> maps, StoredPiece piece) {
    return Objects.requireNonNull(maps.get(piece));
  }

  private CopyPart begin() {
    CopyPart begun = segments.begin(parts++);
    part = begun;
    return begun;
  }

  private void end(CopyPart full) {
    full.addBytes(bytes);
    bytes = 0;
    part = null;
    sink.accept(full);
  }

  /** Ends the last part. Bytes of files that were in no part, having no page that is needed. */
  long finish() {
    if (part != null) {
      end(part);
    }
    return bytes;
  }
}
