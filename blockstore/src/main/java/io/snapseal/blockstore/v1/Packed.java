package io.snapseal.blockstore.v1;

import java.util.ArrayList;
import java.util.List;

/** What became of a group of items: entries for the manifest, in order, and counts. */
final class Packed {
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;
  private long changedPages;

  void add(Entry entry) {
    entries.add(entry);
  }

  void addBytes(long count) {
    bytes += count;
  }

  void addChangedPages(long count) {
    changedPages += count;
  }

  List<Entry> entries() {
    return entries;
  }

  long bytes() {
    return bytes;
  }

  long changedPages() {
    return changedPages;
  }
}
