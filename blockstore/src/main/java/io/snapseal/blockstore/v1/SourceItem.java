package io.snapseal.blockstore.v1;

import java.util.Optional;

/** What is to be packed next: a directory, or an extent of a file. */
sealed interface SourceItem {
  /** How many pages it is thought to have. */
  int pages();

  /** A directory. */
  record Folder(Entry.Directory entry) implements SourceItem {
    @Override
    public int pages() {
      return 0;
    }
  }

  /**
   * One extent of a file.
   *
   * @param path the file's
   * @param mode the file's
   * @param extent counted from 0
   * @param pages how many it is thought to have
   * @param opener opens the file
   * @param parent the same extent in the parent snapshot
   * @param strict whether the file must be there and stay whole
   */
  record Piece(
      TreePath path,
      int mode,
      long extent,
      int pages,
      Content.Opener opener,
      Optional<PageMap> parent,
      boolean strict)
      implements SourceItem {}
}
