package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectName;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this process is writing or reading, so that collection leaves it alone. */
final class Holds {
  private final Set<Hold> holds = ConcurrentHashMap.newKeySet();

  /** Begins to hold things of one volume. */
  Hold of(String volume) {
    Hold hold = new Hold(volume);
    holds.add(hold);
    return hold;
  }

  boolean segment(ObjectName name) {
    return holds.stream().anyMatch(hold -> hold.segments.contains(name));
  }

  Set<String> volumes() {
    Set<String> volumes = new HashSet<>();
    holds.forEach(hold -> volumes.add(hold.volume));
    return volumes;
  }

  /** What one piece of work holds. */
  final class Hold implements AutoCloseable {
    private final String volume;
    private final Set<ObjectName> segments = ConcurrentHashMap.newKeySet();

    private Hold(String volume) {
      this.volume = volume;
    }

    void segment(SegmentId id) {
      segments.add(Format.segment(volume, id));
    }

    void all(SegmentTable table) {
      table.ids().forEach(this::segment);
    }

    @Override
    public void close() {
      holds.remove(this);
    }
  }
}
