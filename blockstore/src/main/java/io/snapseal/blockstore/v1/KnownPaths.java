package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.UnstorableFileException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths a new snapshot has, so that none comes twice. Of files, of which there may be many,
 * only 128 bits of a digest are kept.
 */
final class KnownPaths {
  private final Set<TreePath> directories = new HashSet<>();
  private final Set<Fingerprint> files = new HashSet<>();

  private record Fingerprint(long high, long low) {
    static Fingerprint of(TreePath path) {
      ByteBuffer digest = ByteBuffer.wrap(Format.sha256().digest(path.utf8()));
      return new Fingerprint(digest.getLong(), digest.getLong());
    }
  }

  /**
   * Notes a file.
   *
   * @throws UnstorableFileException if the path is taken
   */
  void file(TreePath path) {
    if (directories.contains(path) || !files.add(Fingerprint.of(path))) {
      throw taken(path);
    }
  }

  /**
   * Notes a directory.
   *
   * @return false if it was known
   * @throws UnstorableFileException if the path is a file's
   */
  boolean directory(TreePath path) {
    if (files.contains(Fingerprint.of(path))) {
      throw taken(path);
    }
    return directories.add(path);
  }

  private static UnstorableFileException taken(TreePath path) {
    return new UnstorableFileException(path.text(), "it was added before");
  }

  /** The directories above a path. */
  static Iterable<TreePath> above(TreePath path) {
    Set<TreePath> above = new HashSet<>();
    @Nullable TreePath parent = path.parent();
    while (parent != null) {
      above.add(parent);
      parent = parent.parent();
    }
    return above;
  }
}
