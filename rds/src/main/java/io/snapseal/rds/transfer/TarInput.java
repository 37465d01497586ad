package io.snapseal.rds.transfer;

import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.blockstore.UnstorableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Adds what a tar archive holds to a snapshot: directories and regular files, under relative paths
 * that stay inside. Links, devices, sparse files and whatever else an archive may have are refused,
 * and so is one that is cut off. Memory is bounded, whoever wrote it.
 */
final class TarInput {
  private static final int MOST_ENTRIES = 1_000_000;
  private static final int MODE = 0777;

  private final SnapshotWriter writer;
  private final TarBytes bytes;
  private int entries;

  TarInput(InputStream archive, SnapshotWriter writer) {
    this.bytes = new TarBytes(archive);
    this.writer = writer;
  }

  /**
   * Reads the archive to its end.
   *
   * @throws BadArchiveException if it is not one, or has what is refused
   * @throws IOException if the stream it comes from fails
   */
  void readAll() throws IOException {
    TarArchiveInputStream tar =
        new TarArchiveInputStream(bytes, StandardCharsets.UTF_8.name()); // closed by whoever sends
    for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
      if (++entries > MOST_ENTRIES) {
        throw new BadArchiveException("it has more than " + MOST_ENTRIES + " files");
      }
      add(tar, entry);
    }
    bytes.requireEnd();
    if (entries == 0) {
      throw new BadArchiveException("it is empty");
    }
  }

  /** What the library throws at bytes that are no archive has no type of its own. */
  private TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    bytes.beginHeader();
    try {
      return tar.getNextEntry();
    } catch (IOException | RuntimeException e) {
      bytes.rethrowOwn();
      throw new BadArchiveException("it is damaged, or no tar archive: " + e.getMessage());
    } finally {
      bytes.endHeader();
    }
  }

  private void add(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    String path = path(entry.getName());
    if (entry.isSparse()) {
      throw new BadArchiveException(path + " is stored with holes (tar without --sparse will do)");
    }
    try {
      if (entry.isDirectory()) {
        if (!path.isEmpty()) {
          writer.addDirectory(path, entry.getMode() & MODE);
        }
      } else if (isFile(entry)) {
        writer.addFile(path, entry.getMode() & MODE, entry.getSize(), tar);
      } else {
        throw new BadArchiveException(path + " is a link, a device or another special file");
      }
    } catch (UnstorableFileException e) {
      throw new BadArchiveException(e.getMessage());
    } catch (IOException e) {
      bytes.rethrowOwn();
      throw new BadArchiveException("it is damaged at " + path + ": " + e.getMessage());
    }
  }

  private static boolean isFile(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isFIFO()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice();
  }

  /** {@code ./} in front and {@code /} behind are tar's manners; all else the snapshot judges. */
  private static String path(String name) {
    String path = name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path.equals(".") ? "" : path;
  }
}
