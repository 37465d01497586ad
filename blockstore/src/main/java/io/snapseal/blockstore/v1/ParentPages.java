package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of the parent snapshot, streamed in the order of their paths beside the tree. If its
 * manifest turns out to be damaged, the rest of the new snapshot is stored whole: a database must
 * stay able to be backed up.
 */
final class ParentPages {
  private static final Logger LOG = LoggerFactory.getLogger(ParentPages.class);

  private @Nullable EntryCursor cursor;
  private Entry.@Nullable Named current;
  private long nextExtent;

  private ParentPages(@Nullable EntryCursor cursor) {
    this.cursor = cursor;
  }

  /** Of a manifest, from its beginning; of none, nothing. */
  static ParentPages of(@Nullable Manifest parent) {
    if (parent == null) {
      return new ParentPages(null);
    }
    ParentPages pages = new ParentPages(null);
    try {
      pages.cursor = parent.entries();
      pages.move();
    } catch (DamagedException e) {
      pages.giveUp(e);
    }
    return pages;
  }

  /** The same extent of the same file. Asked for in the order of paths and extents. */
  Optional<PageMap> extent(TreePath path, long extent) {
    try {
      while (current != null && current.path().compareTo(path) < 0) {
        move();
      }
      return at(path, extent);
    } catch (DamagedException e) {
      giveUp(e);
      return Optional.empty();
    }
  }

  private Optional<PageMap> at(TreePath path, long extent) {
    if (cursor == null
        || !(current instanceof Entry.File file)
        || !file.path().equals(path)
        || extent >= file.extents()) {
      return Optional.empty();
    }
    while (nextExtent < extent) {
      cursor.nextExtent();
      nextExtent++;
    }
    nextExtent++;
    return Optional.of(cursor.nextExtent());
  }

  private void move() {
    current = cursor == null ? null : cursor.next();
    nextExtent = 0;
  }

  private void giveUp(DamagedException e) {
    LOG.warn("the parent snapshot is not used any further: {}", e.getMessage());
    cursor = null;
    current = null;
  }
}
