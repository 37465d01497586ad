package io.snapseal.blockstore.v1;

/** One record of a manifest's sections. A file is followed by its extents, in order. */
sealed interface Entry {
  int MAX_MODE = 0777;

  /** What has a path: a directory or the beginning of a file. */
  sealed interface Named extends Entry {
    TreePath path();

    int mode();
  }

  /** A directory with its permission bits. */
  record Directory(TreePath path, int mode) implements Named {
    public Directory {
      requireMode(mode);
    }
  }

  /** A file with its permission bits and its size in bytes. */
  record File(TreePath path, int mode, long size) implements Named {
    public File {
      requireMode(mode);
      if (size < 0 || size > Long.MAX_VALUE - Format.EXTENT_BYTES) {
        throw new IllegalArgumentException("a file of size " + size);
      }
    }

    long extents() {
      return Format.extents(size);
    }
  }

  /** The next pages of the file. */
  record Extent(PageMap map) implements Entry {}

  private static void requireMode(int mode) {
    if (mode < 0 || mode > MAX_MODE) {
      throw new IllegalArgumentException("permission bits out of range: " + mode);
    }
  }
}
