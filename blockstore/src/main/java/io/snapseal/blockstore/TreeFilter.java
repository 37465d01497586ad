package io.snapseal.blockstore;

/** Which files of a directory tree belong in a snapshot. */
@FunctionalInterface
public interface TreeFilter {
  /** Everything. */
  TreeFilter ALL = (path, directory) -> true;

  /**
   * Whether a file or directory belongs.
   *
   * @param path relative to the tree's root, parts separated by {@code /}
   * @param directory whether it is a directory; one left out is left out with all below it
   */
  boolean includes(String path, boolean directory);
}
