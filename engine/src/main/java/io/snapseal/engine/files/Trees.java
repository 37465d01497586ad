package io.snapseal.engine.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole directories: made with a mode, found empty, removed. */
public final class Trees {
  /** Passed by every account, listed by its owner only. */
  public static final String PASSAGE = "rwx--x--x";

  /** For its owner alone. */
  public static final String PRIVATE = "rwx------";

  private Trees() {}

  /**
   * Makes a directory of exactly this mode, whatever the umask; one that is there gets the mode.
   */
  public static void make(Path directory, String mode) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
  }

  /** Returns the path as the kernel has it: links above it resolved. It need not exist itself. */
  public static Path resolveParent(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    return Durable.parent(absolute).toRealPath().resolve(absolute.getFileName());
  }

  /** Tells whether nothing is there, or only an empty directory. */
  public static boolean absentOrEmpty(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> children = Files.list(path)) {
      return children.findAny().isEmpty();
    }
  }

  /**
   * Removes a file or a directory with all it holds, never following a symbolic link. Absent is
   * fine.
   */
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
