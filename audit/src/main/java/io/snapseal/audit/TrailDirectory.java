package io.snapseal.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
    Path fresh = Files.createTempFile(directory, ".new", "", OWNER_ONLY);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
