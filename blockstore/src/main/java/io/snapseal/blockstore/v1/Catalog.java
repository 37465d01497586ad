package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.NoSuchSnapshotException;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The snapshots of a store, as far as they are known without keys. */
final class Catalog {
  private final Storage storage;
  private final VolumeKeys keys;

  Catalog(Storage storage, VolumeKeys keys) {
    this.storage = storage;
    this.keys = keys;
  }

  Stream<String> ids() {
    try {
      return storage.list(Format.SNAPSHOTS).filter(Format::isManifest).map(Format::snapshotId);
    } catch (IOException e) {
      throw new StorageFailedException("listing snapshots", e);
    }
  }

  boolean exists(String snapshotId) {
    return open(snapshotId).map(Catalog::closed).isPresent();
  }

  private static ObjectReader closed(ObjectReader reader) {
    reader.close();
    return reader;
  }

  private Optional<ObjectReader> open(String snapshotId) {
    ObjectName name = Format.manifest(snapshotId);
    try {
      return Optional.of(storage.open(name));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailedException("opening " + name, e);
    }
  }

  /**
   * Opens a snapshot's manifest.
   *
   * @throws NoSuchSnapshotException if there is none
   */
  ObjectReader manifest(String snapshotId) {
    return open(snapshotId).orElseThrow(() -> new NoSuchSnapshotException(snapshotId));
  }

  /** The outline of a snapshot's manifest. */
  Outline outline(String snapshotId) {
    try (ObjectReader in = manifest(snapshotId)) {
      return outline(in, snapshotId);
    }
  }

  Outline outline(ObjectReader in, String snapshotId) {
    try {
      return Outline.read(in, snapshotId);
    } catch (IOException e) {
      throw new StorageFailedException("reading the manifest of " + snapshotId, e);
    }
  }

  /** As above, holding it to a digest kept elsewhere. */
  Outline outline(ObjectReader in, String snapshotId, Optional<String> expectedDigest) {
    Outline outline = outline(in, snapshotId);
    if (!expectedDigest.map(outline.digest()::equals).orElse(true)) {
      throw new DamagedException(
          outline.object(), "it is not the one whose digest was kept: another took its place");
    }
    return outline;
  }

  Optional<SnapshotInfo> find(String snapshotId) {
    Optional<ObjectReader> reader = open(snapshotId);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    try (ObjectReader in = reader.get()) {
      return Optional.of(info(outline(in, snapshotId)));
    }
  }

  SnapshotInfo info(Outline outline) {
    ManifestHeader header = outline.header();
    ManifestFooter footer = outline.footer();
    Optional<KeyFile> key = header.isSealed() ? Optional.of(keys.fileOf(header)) : Optional.empty();
    return new SnapshotInfo(
        header.snapshot(),
        header.volume(),
        Optional.of(header.parent()).filter(parent -> !parent.isEmpty()),
        key.map(KeyFile::keyArn),
        key.map(KeyFile::encryptionContext).orElse(Map.of()),
        footer.logicalBytes(),
        footer.storedBytes(),
        footer.pages(),
        footer.changedPages(),
        footer.files(),
        footer.directories(),
        header.createdAt(),
        outline.digest());
  }
}
