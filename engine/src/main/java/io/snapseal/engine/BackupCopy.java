package io.snapseal.engine;

import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A hot backup copied into a directory: what a replica begins with. Links and special files are
 * passed over: no data directory has one, and whoever had taken over a server could lead elsewhere
 * by them.
 */
public final class BackupCopy {
  private static final int BUFFER = 1 << 20;

  private final HotBackup backup;
  private final Path target;
  private final Runnable goesOn;

  private BackupCopy(HotBackup backup, Path target, Runnable goesOn) {
    this.backup = backup;
    this.target = target;
    this.goesOn = goesOn;
  }

  /**
   * Copies and ends the backup; the copy is complete and durable when this returns.
   *
   * @param target absent; its parent exists
   * @param goesOn called about once per mebibyte; what it throws ends the copying
   */
  public static void make(HotBackup backup, Path target, Runnable goesOn) throws IOException {
    BackupCopy copy = new BackupCopy(backup, target, goesOn);
    Trees.make(target, Trees.PRIVATE);
    copy.directory(backup.root());
    copy.complete(backup.finish());
    Durable.syncTree(target);
  }

  private void directory(Path from) throws IOException {
    for (Path child : children(from)) {
      String relative = backup.root().relativize(child).toString();
      boolean directory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
      if (!backup.includes(relative, directory)) {
        continue;
      }
      if (directory) {
        Trees.make(target.resolve(relative), Trees.PRIVATE);
        directory(child);
      } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
        file(relative);
      }
    }
  }

  private void complete(BackupEnd end) throws IOException {
    for (String file : end.additionalFiles()) {
      file(file);
    }
    for (Map.Entry<String, byte[]> file : end.generatedFiles().entrySet()) {
      Files.write(target.resolve(file.getKey()), file.getValue());
    }
  }

  /** What has vanished since it was listed is no error during a hot backup. */
  private void file(String relative) throws IOException {
    try (InputStream in =
        Files.newInputStream(
            backup.root().resolve(relative), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      write(in, target.resolve(relative));
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(target.resolve(relative));
    }
  }

  private void write(InputStream in, Path to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        goesOn.run();
        out.write(buffer, 0, n);
      }
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
