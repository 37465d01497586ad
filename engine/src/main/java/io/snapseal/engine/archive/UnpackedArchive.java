package io.snapseal.engine.archive;

import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Programs that come in an archive, unpacked once per content into a cache.
 *
 * <p>Any number of processes may unpack at once, and any may be killed: each works in a directory
 * of its own and renames it; the first wins. What is found in the cache is compared with the
 * inventory taken when it was unpacked, and replaced if files are missing or cut off.
 */
public final class UnpackedArchive {
  private static final String UNPACKING = "unpacking-";

  private final Path cache;
  private final String prefix;
  private final URL archive;
  private final Decompression decompression;

  /** What is around the {@code .tar}. */
  @FunctionalInterface
  public interface Decompression {
    InputStream of(InputStream compressed) throws IOException;
  }

  /**
   * @param cache is created if absent (its parent must exist)
   * @param prefix of the directory's name in the cache
   */
  public UnpackedArchive(Path cache, String prefix, URL archive, Decompression decompression) {
    this.cache = cache.toAbsolutePath();
    this.prefix = prefix;
    this.archive = archive;
    this.decompression = decompression;
  }

  /** Returns the directory it is unpacked in, unpacking it first where needed. */
  public Path home() throws IOException {
    if (!Files.isDirectory(cache)) {
      Files.createDirectories(cache);
      Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path home = cache.resolve(prefix + digest());
    if (Inventory.holds(home)) {
      return home;
    }
    removeRemainsOfKilledUnpackers();
    removeDamaged(home);
    unpackTo(home);
    return home;
  }

  private void unpackTo(Path home) throws IOException {
    Path own = Files.createTempDirectory(cache, UNPACKING + ProcessHandle.current().pid() + "-");
    try {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (InputStream in = decompression.of(new BufferedInputStream(archive.openStream()))) {
        Tar.unpack(in, own);
      }
      Inventory.write(own);
      Durable.syncTree(own);
      Durable.publish(own, home);
    } catch (FileSystemException e) {
      // A directory that is not empty cannot be replaced: somebody else was first.
      if (!Inventory.holds(home)) {
        throw e;
      }
    } finally {
      Trees.delete(own);
    }
  }

  private void removeDamaged(Path home) throws IOException {
    if (Files.exists(home) && !Inventory.holds(home)) {
      Path aside =
          Files.createTempDirectory(cache, UNPACKING + ProcessHandle.current().pid() + "-");
      Files.move(home, aside.resolve("damaged"));
      Trees.delete(aside);
    }
  }

  private void removeRemainsOfKilledUnpackers() throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(UNPACKING) && !alive(name)) {
          Trees.delete(entry);
        }
      }
    }
  }

  private static boolean alive(String name) {
    String pid = name.substring(UNPACKING.length()).split("-", -1)[0];
    return pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private String digest() throws IOException {
    try (InputStream in = archive.openStream()) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
