package io.snapseal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a trail's files are: each named by the number of its first line, and {@code head}. They are
 * for their owner only.
 */
record TrailDirectory(Path path) {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String UNFINISHED = ".new";
  private static final Pattern NAME = Pattern.compile("\\d{20}\\.jsonl");

  /** Makes it, with a first file that has no line yet; durable when this returns. */
  void begin(ChainKey key) throws IOException {
    create();
    createFile(fileFrom(1), TrailFile.firstLine(Link.before()));
    TrailHead.open(this, key, Link.before()).close();
  }

  private void create() throws IOException {
    Path parent = Objects.requireNonNull(path.getParent());
    for (Path made : List.of(parent, path)) {
      if (!Files.exists(made)) {
        Files.createDirectory(
            made,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        sync(Objects.requireNonNull(made.getParent()));
      }
    }
  }

  boolean exists() {
    return Files.isDirectory(path);
  }

  Path head() {
    return path.resolve("head");
  }

  Path fileFrom(long firstNumber) {
    return path.resolve("%020d.jsonl".formatted(firstNumber));
  }

  /** The number of a file's first line, as its name says it. */
  static long firstNumber(Path file) {
    String name = String.valueOf(file.getFileName());
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** The files with lines, oldest first. */
  List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .toList();
    }
  }

  /** Makes a file with mode 0600 and this content; whole or not at all, and durable. */
  static void createFile(Path file, byte[] content) throws IOException {
    Path directory = Objects.requireNonNull(file.getParent());
    Path fresh = Files.createTempFile(directory, UNFINISHED, "", OWNER_ONLY);
    try {
      write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // Nothing, unless it failed: a full disk is tried again for each call.
      Files.deleteIfExists(fresh);
    }
    sync(directory);
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Removes what a start that was killed had not finished. */
  void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(path, UNFINISHED + "*")) {
      for (Path file : unfinished) {
        Files.delete(file);
      }
    }
  }

  /** Whether anything was recorded here. */
  boolean hasLines() throws IOException {
    if (!exists()) {
      return false;
    }
    List<Path> files = files();
    return files.size() > 1
        || (files.size() == 1
            && Files.size(files.get(0)) > TrailFile.firstLine(Link.before()).length);
  }

  /**
   * Renames it, so that nothing writes over it.
   *
   * @return where it is now
   */
  Path setAside() throws IOException {
    int copy = 1;
    while (Files.exists(aside(copy))) {
      copy++;
    }
    Path aside = Files.move(path, aside(copy), StandardCopyOption.ATOMIC_MOVE);
    sync(Objects.requireNonNull(aside.getParent()));
    return aside;
  }

  private Path aside(int copy) {
    return path.resolveSibling(path.getFileName() + ".unknown-" + copy);
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
