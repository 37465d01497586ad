package io.snapseal.blockstore.v1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a stream of items into groups of at most one extent's pages: what one thread does at a time.
 */
final class Groups<T> {
  private static final int MAX_ITEMS = 128;

  private final Consumer<List<T>> sink;
  private List<T> group = new ArrayList<>();
  private int pages;

  Groups(Consumer<List<T>> sink) {
    this.sink = sink;
  }

  void add(T item, int itemPages) {
    if (group.size() == MAX_ITEMS || pages + itemPages > Format.EXTENT_PAGES) {
      flush();
    }
    group.add(item);
    pages += itemPages;
  }

  void flush() {
    if (!group.isEmpty()) {
      sink.accept(group);
      group = new ArrayList<>();
      pages = 0;
    }
  }
}
