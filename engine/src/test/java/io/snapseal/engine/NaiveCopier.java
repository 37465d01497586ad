package io.snapseal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies a hot backup the simple way, and slowly where asked: between files {@code pause} runs. */
public final class NaiveCopier {
  private final HotBackup backup;
  private final Path target;
  private final Runnable pause;

  public NaiveCopier(HotBackup backup, Path target, Runnable pause) {
    this.backup = backup;
    this.target = target;
    this.pause = pause;
  }

  public void copy() throws IOException {
    Files.createDirectory(target);
    Deque<Path> directories = new ArrayDeque<>(List.of(backup.root()));
    while (!directories.isEmpty()) {
      for (Path child : list(directories.remove())) {
        String relative = backup.root().relativize(child).toString();
        boolean directory = Files.isDirectory(child);
        if (!backup.includes(relative, directory)) {
          continue;
        }
        if (directory) {
          Files.createDirectory(target.resolve(relative));
          directories.add(child);
        } else {
          copy(child, target.resolve(relative));
        }
      }
      pause.run();
    }
  }

  public void complete(BackupEnd end) throws IOException {
    for (String log : end.additionalFiles()) {
      copy(backup.root().resolve(log), target.resolve(log));
    }
    for (Map.Entry<String, byte[]> generated : end.generatedFiles().entrySet()) {
      Files.write(target.resolve(generated.getKey()), generated.getValue());
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = Files.newOutputStream(to)) {
      // Small reads, so that pages are torn.
      byte[] buffer = new byte[3000];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (NoSuchFileException e) {
      // Vanished since it was listed: allowed during a hot backup.
      Files.deleteIfExists(to);
    }
  }
}
