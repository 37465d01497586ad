package io.snapseal.blockstore.v1;

/** Counts what goes into a manifest. */
final class Totals {
  private long logicalBytes;
  private long pages;
  private long files;
  private long directories;
  private long changedPages;

  void add(Entry entry) {
    if (entry instanceof Entry.Directory) {
      directories++;
    } else if (entry instanceof Entry.File file) {
      files++;
      logicalBytes += file.size();
      pages += Format.pages(file.size());
    }
  }

  void addChangedPages(long count) {
    changedPages += count;
  }

  long logicalBytes() {
    return logicalBytes;
  }

  long pages() {
    return pages;
  }

  long files() {
    return files;
  }

  long directories() {
    return directories;
  }

  long changedPages() {
    return changedPages;
  }
}
