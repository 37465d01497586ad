package io.snapseal.engine.volume;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files in memory (tmpfs): for throw-away verification restores, gone when closed. The key is
 * ignored, as nothing is at rest; that is also why the driver refuses to work where memory may be
 * swapped to a disk.
 */
public final class RamVolumes implements EncryptedVolumes {
  private final Path swaps;

  public RamVolumes() {
    this(Path.of("/proc/swaps"));
  }

  RamVolumes(Path swaps) {
    this.swaps = swaps;
  }

  @Override
  public String name() {
    return "ram";
  }

  @Override
  public boolean encryptsAtRest() {
    return true;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public Optional<String> unavailableBecause() {
    try {
      // The first line is a heading; a zram device is memory again.
      List<String> lines = Files.readAllLines(swaps, StandardCharsets.UTF_8);
      return lines.stream()
          .skip(1)
          .filter(line -> !line.startsWith("/dev/zram"))
          .findFirst()
          .map(
              line ->
                  "memory may be swapped to a disk in the clear; turn swap off with: swapoff -a");
    } catch (IOException e) {
      return Optional.of("cannot tell whether memory is swapped to a disk: " + e.getMessage());
    }
  }

  @Override
  public void create(Path atRest, VolumeKey key) {
    requireAvailable();
    VolumePaths.requireEmpty(atRest);
    try {
      requireTmpfs(Durable.parent(atRest));
      Trees.make(atRest, Trees.PASSAGE);
    } catch (IOException e) {
      throw VolumePaths.failed("cannot create volume " + atRest, e);
    }
  }

  private void requireAvailable() {
    unavailableBecause()
        .ifPresent(
            reason -> {
              throw new EngineException.VolumeFailed("no RAM volume: " + reason, null, null);
            });
  }

  private static void requireTmpfs(Path parent) throws IOException {
    if (!Files.getFileStore(parent).type().equals("tmpfs")) {
      throw new EngineException.VolumeFailed(
          parent + " is not in memory (tmpfs)", "choose a directory below /dev/shm", null);
    }
  }

  @Override
  public Volume open(Path atRest, Path mountPoint, VolumeKey key) {
    requireAvailable();
    if (!Files.isDirectory(atRest, LinkOption.NOFOLLOW_LINKS)) {
      throw VolumePaths.failed("cannot open volume", new IOException(atRest + " does not exist"));
    }
    return new MemoryVolume(atRest.toAbsolutePath());
  }

  @Override
  public boolean reclaim(Path atRest, Path mountPoint) {
    boolean found = Files.isDirectory(atRest, LinkOption.NOFOLLOW_LINKS);
    if (found) {
      discard(atRest);
    }
    return found;
  }

  private static void discard(Path atRest) {
    try {
      Trees.delete(atRest);
    } catch (IOException e) {
      throw VolumePaths.failed("cannot remove " + atRest, e);
    }
  }

  private record MemoryVolume(Path root) implements Volume {
    @Override
    public void close() {
      discard(root);
    }
  }
}
