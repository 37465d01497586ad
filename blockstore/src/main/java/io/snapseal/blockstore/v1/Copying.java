package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Copies a snapshot frame by frame into segments of its own, sealed anew, never decompressed. */
final class Copying {
  private final Manifest source;
  private final Supplier<FrameReader> readers;
  private final Output target;
  private final Progress progress;
  private long bytes;

  Copying(Manifest source, Supplier<FrameReader> readers, Output target, Progress progress) {
    this.source = source;
    this.readers = readers;
    this.target = target;
    this.progress = progress;
  }

  /** Copies and publishes it. */
  void run(Executor pool, int window) {
    try (Lanes<Lane> lanes = new Lanes<>(Lane::new);
        Ordered<Packed> work = new Ordered<>(pool, window, this::take)) {
      target.manifest().beginSection();
      StoredPiece.groups(
          source.entries(), group -> work.submit(() -> lanes.with(lane -> lane.copy(group))));
      work.finish();
      target.endSection();
      for (Lane lane : lanes.all()) {
        work.submit(lane.finishing());
      }
      work.finish();
    }
    target.publish();
  }

  private void take(Packed copied) {
    target.add(copied.entries());
    bytes += copied.bytes();
    target.manifest().totals().addChangedPages(copied.changedPages());
    progress.advanced(bytes);
  }

  /** What one thread copies with. */
  private final class Lane implements Lanes.Lane {
    private final FrameReader reader = readers.get();
    private final SegmentAppender appender = new SegmentAppender(target.segments());

    Packed copy(List<StoredPiece> group) {
      Map<FrameRef, FrameRef> moved = new HashMap<>();
      Packed copied = new Packed();
      for (StoredPiece piece : group) {
        if (piece.extent() == 0) {
          copied.add(piece.entry());
        }
        if (piece.map().pages() > 0) {
          PageMap map = piece.map().in(frame -> moved.computeIfAbsent(frame, this::copy));
          copied.add(new Entry.Extent(map));
          copied.addChangedPages(map.dataPages());
        }
        copied.addBytes(piece.bytes());
      }
      return copied;
    }

    private FrameRef copy(FrameRef frame) {
      return appender.append(reader.payload(frame), frame.payload(), frame.pages());
    }

    Callable<Packed> finishing() {
      return () -> {
        appender.finish();
        return new Packed();
      };
    }

    @Override
    public void close() {
      reader.close();
      appender.close();
    }
  }
}
