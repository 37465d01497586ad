package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.CollectSummary;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/**
 * Mark and sweep. What there is is listed first; then, with the catalog locked, what is needed is
 * read: by manifests, and by what this process is doing. Whatever comes later was not on the list
 * or refers only to what was needed then.
 */
final class Collecting {
  private final Storage storage;
  private final Holds holds;
  private final Lock catalog;
  private final Catalog manifests;
  private final Set<ObjectName> neededSegments = new HashSet<>();
  private final Set<String> neededVolumes = new HashSet<>();
  private long segmentsRemoved;
  private long bytesFreed;
  private long keysRemoved;

  Collecting(Storage storage, Holds holds, Lock catalog, Catalog manifests) {
    this.storage = storage;
    this.holds = holds;
    this.catalog = catalog;
    this.manifests = manifests;
  }

  CollectSummary run() throws IOException {
    List<ObjectName> segments = listed(Format.SEGMENTS);
    List<ObjectName> keys = listed(Format.VOLUMES);
    catalog.lock();
    try {
      mark(segments);
      sweepKeys(keys);
    } finally {
      catalog.unlock();
    }
    for (ObjectName segment : segments) {
      if (!neededSegments.contains(segment)) {
        removeSegment(segment);
      }
    }
    return new CollectSummary(segmentsRemoved, bytesFreed, keysRemoved);
  }

  private List<ObjectName> listed(String prefix) throws IOException {
    try (Stream<ObjectName> names = storage.list(prefix)) {
      return names.toList();
    }
  }

  private void mark(List<ObjectName> segments) throws IOException {
    neededVolumes.addAll(holds.volumes());
    segments.stream().filter(holds::segment).forEach(neededSegments::add);
    for (ObjectName name : listed(Format.SNAPSHOTS)) {
      if (Format.isManifest(name)) {
        mark(manifests.outline(Format.snapshotId(name)));
      }
    }
    for (ObjectName name : listed(Format.COPIES)) {
      markCopy(name);
    }
  }

  /** What an unfinished copy has made so far; the marks of one that is there are left over. */
  private void markCopy(ObjectName mark) throws IOException {
    Optional<String> snapshot = CopyMarks.snapshot(mark);
    Optional<SegmentId> segment = CopyMarks.segment(mark);
    if (snapshot.isEmpty() || segment.isEmpty()) {
      return; // not written by us
    }
    if (manifests.exists(snapshot.get())) {
      storage.delete(mark);
      return;
    }
    String volume = CopyMarks.volume(mark);
    neededVolumes.add(volume);
    neededSegments.add(Format.segment(volume, segment.get()));
  }

  private void mark(Outline outline) {
    String volume = outline.header().volume();
    neededVolumes.add(volume);
    for (SegmentId id : outline.table().ids()) {
      neededSegments.add(Format.segment(volume, id));
    }
  }

  /** Under the lock: a new writer must not find a key that is about to go. */
  private void sweepKeys(List<ObjectName> keys) throws IOException {
    for (ObjectName key : keys) {
      if (!neededVolumes.contains(key.value().split("/", -1)[1])) {
        storage.delete(key);
        keysRemoved++;
      }
    }
  }

  private void removeSegment(ObjectName segment) throws IOException {
    try (ObjectReader reader = storage.open(segment)) {
      bytesFreed += reader.size();
    } catch (NoSuchFileException e) {
      return; // a writer that gave up removed it
    }
    storage.delete(segment);
    segmentsRemoved++;
  }
}
