package io.snapseal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** A directory of our own; gone with all in it when closed, or when this process is ended. */
final class Scratch implements AutoCloseable {
  private final Path directory;
  private final Deque<Runnable> before = new ArrayDeque<>();
  private boolean closed;

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** Makes one below a directory. */
  static Scratch below(String parent) {
    try {
      Path directory = Files.createTempDirectory(Path.of(parent), "snapseal-bench");
      // A region's database server does not run as root and must get through.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      Scratch scratch = new Scratch(directory);
      Runtime.getRuntime().addShutdownHook(new Thread(scratch::close, "scratch"));
      return scratch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** A new directory in it. */
  Path made(String name) {
    try {
      return Files.createDirectory(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has something done before the directory goes. */
  synchronized void onClose(Runnable action) {
    before.push(action);
  }

  /** Deletes what is there, if it is there. */
  static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bytes the files below a directory have. */
  static long bytes(Path tree) {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      before.forEach(Runnable::run);
      delete(directory);
    }
  }
}
