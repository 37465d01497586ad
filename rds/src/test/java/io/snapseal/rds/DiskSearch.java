package io.snapseal.rds;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What whoever has copied the disk finds: every byte of every file is looked at, and every zstd
 * frame (RFC 8878) unpacked that begins anywhere in stored blocks. The plain views of volumes that
 * are open are not at rest, and not looked at.
 */
final class DiskSearch {
  private static final String MARK = "canary-of-";
  private static final byte[] WANTED = MARK.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final int MOST_UNPACKED = 2 << 20;
  private static final int PIECE = 64 << 10;

  private final Map<Path, Set<String>> found;

  private DiskSearch(Map<Path, Set<String>> found) {
    this.found = found;
  }

  /** A text that gives its owner away. */
  static String canary(String owner) {
    return MARK + owner + ".";
  }

  /** Looks everywhere below a directory. */
  static DiskSearch below(Path home) throws IOException {
    Map<Path, Set<String>> found = new HashMap<>();
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.endsWith("mount")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              Set<String> owners = owners(file);
              if (!owners.isEmpty()) {
                found.put(file, owners);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // gone since it was listed
          }
        });
    return new DiskSearch(found);
  }

  /** The files below a directory that give an owner away. */
  Set<Path> of(String owner, Path directory) {
    return found.entrySet().stream()
        .filter(file -> file.getKey().startsWith(directory) && file.getValue().contains(owner))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<String> owners(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    Set<String> owners = new HashSet<>();
    addOwners(bytes, bytes.length, owners);
    if (isSegment(file)) {
      byte[] unpacked = new byte[MOST_UNPACKED];
      for (int at = indexOf(bytes, bytes.length, ZSTD_MAGIC, 0);
          at >= 0;
          at = indexOf(bytes, bytes.length, ZSTD_MAGIC, at + 1)) {
        addOwners(unpacked, unpack(bytes, at, unpacked), owners);
      }
    }
    return owners;
  }

  /** As docs/format.md has it: {@code segments/<volume>/<id>}. */
  private static boolean isSegment(Path file) {
    return file.getName(file.getNameCount() - 3).toString().equals("segments");
  }

  private static void addOwners(byte[] bytes, int length, Set<String> owners) {
    for (int at = indexOf(bytes, length, WANTED, 0);
        at >= 0;
        at = indexOf(bytes, length, WANTED, at + 1)) {
      int from = at + WANTED.length;
      int to = from;
      while (to < length && bytes[to] != '.') {
        to++;
      }
      owners.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }
  }

  /** What looks like a frame may be chance, and what follows one is none: as far as it unpacks. */
  private static int unpack(byte[] bytes, int start, byte[] unpacked) {
    int length = 0;
    try (ZstdInputStreamNoFinalizer frame =
        new ZstdInputStreamNoFinalizer(
            new ByteArrayInputStream(bytes, start, bytes.length - start))) {
      int read = 0;
      while (read >= 0 && length < unpacked.length) {
        length += read;
        read = frame.read(unpacked, length, Math.min(PIECE, unpacked.length - length));
      }
      return length;
    } catch (IOException e) {
      return length;
    }
  }

  /** Most bytes are stepped over (Horspool): where the last byte is not of the text, all of it. */
  private static int indexOf(byte[] bytes, int length, byte[] wanted, int from) {
    int[] steps = new int[256];
    Arrays.fill(steps, wanted.length);
    for (int i = 0; i < wanted.length - 1; i++) {
      steps[wanted[i] & 0xff] = wanted.length - 1 - i;
    }
    int last = from + wanted.length - 1;
    while (last < length) {
      int start = last - wanted.length + 1;
      if (Arrays.equals(bytes, start, last + 1, wanted, 0, wanted.length)) {
        return start;
      }
      last += steps[bytes[last] & 0xff];
    }
    return -1;
  }
}
