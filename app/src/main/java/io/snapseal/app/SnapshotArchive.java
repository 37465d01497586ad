package io.snapseal.app;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes files as the archive that an import takes, in the order in which the store has them, so
 * that it need not remember any.
 */
final class SnapshotArchive {
  private static final Comparator<String> BY_BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private final TarArchiveOutputStream tar;

  private SnapshotArchive(OutputStream out) {
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /** Writes a directory's content, or one file under its name. */
  static void write(Path source, OutputStream out) throws IOException {
    SnapshotArchive archive = new SnapshotArchive(out);
    if (Files.isDirectory(source)) {
      archive.children(source, "");
    } else {
      archive.file(source.toRealPath(), String.valueOf(source.toAbsolutePath().getFileName()));
    }
    archive.tar.finish();
    archive.tar.flush();
  }

  private void children(Path directory, String prefix) throws IOException {
    List<String> names;
    try (Stream<Path> entries = Files.list(directory)) {
      names = entries.map(entry -> String.valueOf(entry.getFileName())).sorted(BY_BYTES).toList();
    }
    for (String name : names) {
      Path path = directory.resolve(name);
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        folder(path, prefix + name);
        children(path, prefix + name + "/");
      } else {
        file(path, prefix + name);
      }
    }
  }

  private void folder(Path path, String name) throws IOException {
    begin(new TarArchiveEntry(name + "/"), attributes(path));
    tar.closeArchiveEntry();
  }

  private void file(Path path, String name) throws IOException {
    PosixFileAttributes attributes = attributes(path);
    if (!attributes.isRegularFile()) {
      throw new UserError(
          path + " is a link or a special file, which a snapshot cannot hold",
          "Import a copy without it (cp -rL follows links).");
    }
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(attributes.size());
    begin(entry, attributes);
    try (InputStream content = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      copy(content, attributes.size(), path);
    }
    tar.closeArchiveEntry();
  }

  private void copy(InputStream content, long size, Path path) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new UserError(
            path + " became shorter while it was read",
            "Import a backup that is finished, not one that is being written.");
      }
      tar.write(buffer, 0, count);
      left -= count;
    }
  }

  private void begin(TarArchiveEntry entry, PosixFileAttributes attributes) throws IOException {
    entry.setMode(mode(attributes.permissions()));
    entry.setModTime(FileTime.from(attributes.lastModifiedTime().toInstant().truncatedTo(SECONDS)));
    tar.putArchiveEntry(entry);
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static int mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
    }
    return mode;
  }
}
