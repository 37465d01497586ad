package io.snapseal.engine.mysql;

import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A copy of a data directory that is brought up to date again and again, until it is exact. */
final class DirectoryCopy {
  private static final Pattern PAGES = Pattern.compile("(.*/)?([^/]+\\.ibd|ibdata\\d+|undo_\\d+)");

  /** Of this server only, made anew at each start, or delivered with the end of the backup. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "auto\\.cnf|mysqld-auto\\.cnf|snapseal-engine|ibtmp\\d+"
              + "|#innodb_temp(/.*)?|[^/]+\\.(pem|pid|err)");

  private final Path from;
  private final Path to;
  private final Map<String, PageCopy> pages = new HashMap<>();

  DirectoryCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /** The latest change of any page, as a log position. */
  long newest() {
    return pages.values().stream().mapToLong(PageCopy::newest).max().orElse(0);
  }

  /** Copies what has changed since the last round; exact if nothing is written meanwhile. */
  void round() throws IOException {
    Set<String> found = new HashSet<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            String path = from.relativize(directory).toString();
            if (LEFT_OUT.matcher(path).matches()) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!path.isEmpty()) {
              found.add(path);
              Trees.make(to.resolve(path), Trees.PRIVATE);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = from.relativize(file).toString();
            if (!LEFT_OUT.matcher(path).matches()) {
              copy(path);
              found.add(path);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return vanished(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            return e == null ? FileVisitResult.CONTINUE : vanished(e);
          }
        });
    removeAllBut(found);
  }

  private static FileVisitResult vanished(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  private void copy(String path) throws IOException {
    try {
      if (PAGES.matcher(path).matches()) {
        pages.computeIfAbsent(path, p -> new PageCopy(from.resolve(p), to.resolve(p))).round();
      } else {
        PlainCopy.round(from.resolve(path), to.resolve(path));
      }
    } catch (NoSuchFileException e) {
      // Vanished since it was listed; removeAllBut of the next round takes its copy away.
      pages.remove(path);
    }
  }

  private void removeAllBut(Set<String> found) throws IOException {
    Files.walkFileTree(
        to,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (directory.equals(to) || found.contains(to.relativize(directory).toString())) {
              return FileVisitResult.CONTINUE;
            }
            Trees.delete(directory);
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = to.relativize(file).toString();
            if (!found.contains(path)) {
              Files.delete(file);
              pages.remove(path);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
