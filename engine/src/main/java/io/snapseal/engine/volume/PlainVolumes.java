package io.snapseal.engine.volume;

import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * No encryption: the directory itself. For instances that are not encrypted, and only for them. The
 * key is ignored.
 */
public final class PlainVolumes implements EncryptedVolumes {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public boolean encryptsAtRest() {
    return false;
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public Optional<String> unavailableBecause() {
    return Optional.empty();
  }

  @Override
  public void create(Path atRest, VolumeKey key) {
    VolumePaths.requireEmpty(atRest);
    try {
      Trees.make(atRest, Trees.PASSAGE);
      Durable.sync(Durable.parent(atRest));
    } catch (IOException e) {
      throw VolumePaths.failed("cannot create volume " + atRest, e);
    }
  }

  @Override
  public Volume open(Path atRest, Path mountPoint, VolumeKey key) {
    if (!Files.isDirectory(atRest)) {
      throw VolumePaths.failed("cannot open volume", new IOException(atRest + " does not exist"));
    }
    return new DirectoryVolume(atRest.toAbsolutePath());
  }

  @Override
  public boolean reclaim(Path atRest, Path mountPoint) {
    return false;
  }

  private record DirectoryVolume(Path root) implements Volume {
    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
