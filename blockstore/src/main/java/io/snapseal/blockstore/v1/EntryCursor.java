package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * All entries of a manifest in the order of their paths: its sections, merged. No path comes twice,
 * and each is in a directory that came before.
 */
final class EntryCursor {
  private final PriorityQueue<SectionCursor> waiting =
      new PriorityQueue<>(Comparator.comparing(EntryCursor::path));
  private final String object;
  private final Deque<TreePath> directories = new ArrayDeque<>();
  private @Nullable SectionCursor section;
  private @Nullable TreePath previous;

  EntryCursor(List<SectionCursor> sections, String object) {
    this.object = object;
    sections.forEach(this::await);
  }

  private static TreePath path(SectionCursor section) {
    Entry.Named current = section.current();
    if (current == null) {
      throw new IllegalStateException("a section at its end is not waiting");
    }
    return current.path();
  }

  private void await(SectionCursor next) {
    next.advance();
    if (next.current() != null) {
      waiting.add(next);
    }
  }

  /** Moves to the next path; null at the end. */
  Entry.@Nullable Named next() {
    if (section != null) {
      await(section);
    }
    section = waiting.poll();
    if (section == null) {
      return null;
    }
    Entry.Named entry = section.current();
    if (entry != null) {
      check(entry);
    }
    return entry;
  }

  private void check(Entry.Named entry) {
    TreePath path = entry.path();
    if (path.equals(previous)) {
      throw new DamagedException(object, "a path comes twice");
    }
    previous = path;
    TreePath parent = path.parent();
    while (!directories.isEmpty() && !directories.getLast().equals(parent)) {
      directories.removeLast();
    }
    if (parent != null && directories.isEmpty()) {
      throw new DamagedException(object, "a path is in no directory");
    }
    if (entry instanceof Entry.Directory) {
      directories.addLast(path);
    }
  }

  /** The next extent of the file stood on. */
  PageMap nextExtent() {
    if (section == null) {
      throw new IllegalStateException("no file is stood on");
    }
    return section.nextExtent();
  }
}
