package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.SnapshotExistsException;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.concurrent.locks.Lock;

/**
 * A snapshot on its way into the store: its manifest and its segments, until it is there or not.
 */
final class Output implements AutoCloseable {
  private final NewSnapshot spec;
  private final Sealing sealing;
  private final Holds.Hold hold;
  private final Lock catalog;
  private final ManifestWriter manifest;
  private final NewSegments segments;
  private boolean mayBeVisible;
  private boolean closed;

  /** Takes over sealing and hold. */
  Output(
      NewSnapshot spec,
      Sealing sealing,
      Holds.Hold hold,
      Lock catalog,
      ManifestWriter manifest,
      NewSegments segments) {
    this.spec = spec;
    this.sealing = sealing;
    this.hold = hold;
    this.catalog = catalog;
    this.manifest = manifest;
    this.segments = segments;
  }

  ManifestWriter manifest() {
    return manifest;
  }

  Sealing sealing() {
    return sealing;
  }

  NewSegments segments() {
    return segments;
  }

  /** Adds entries to the current section. */
  void add(Iterable<Entry> entries) {
    try {
      for (Entry entry : entries) {
        manifest.add(entry);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void endSection() {
    try {
      manifest.endSection();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Makes the snapshot visible. All its segments must be durable. */
  void publish() {
    catalog.lock();
    try {
      manifest.finish(segments.storedBytes());
      mayBeVisible = true; // whatever happens now, its segments may be needed
      manifest.commit();
    } catch (FileAlreadyExistsException e) {
      mayBeVisible = false;
      throw new SnapshotExistsException(spec.snapshotId());
    } catch (IOException e) {
      throw failed(e);
    } finally {
      catalog.unlock();
    }
  }

  private StorageFailedException failed(IOException e) {
    return new StorageFailedException("writing the manifest of " + spec.snapshotId(), e);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      manifest.close();
      if (!mayBeVisible) {
        segments.discard();
      }
    } finally {
      sealing.close();
      hold.close();
    }
  }
}
