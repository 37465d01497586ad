package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.Progress;
import io.snapseal.blockstore.VerifyReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Reads all that a restore would read, and goes on where a restore would stop. */
final class Verifying {
  private final Manifest manifest;
  private final Supplier<FrameReader> readers;
  private final Problems problems;
  private final Progress progress;
  private long bytes;
  private long frames;
  private long pages;

  Verifying(
      Manifest manifest, Supplier<FrameReader> readers, Problems problems, Progress progress) {
    this.manifest = manifest;
    this.readers = readers;
    this.problems = problems;
    this.progress = progress;
  }

  VerifyReport run(Executor pool, int window) {
    try (Lanes<Lane> lanes = new Lanes<>(Lane::new);
        Ordered<Checked> work = new Ordered<>(pool, window, this::take)) {
      segments(lanes);
      StoredPiece.groups(
          manifest.entries(), group -> work.submit(() -> lanes.with(lane -> lane.check(group))));
      work.finish();
    } catch (DamagedException e) {
      problems.add(e); // of the manifest: those of segments are caught where they are found
    }
    String id = manifest.outline().header().snapshot();
    return new VerifyReport(id, pages, frames, problems.list());
  }

  /** Each segment's beginning and end, whether or not a page of it is needed. */
  private void segments(Lanes<Lane> lanes) {
    for (SegmentId id : manifest.outline().table().ids()) {
      try {
        lanes.with(lane -> lane.reader.checked(id));
      } catch (DamagedException e) {
        problems.add(e);
      }
    }
  }

  private void take(Checked checked) {
    bytes += checked.bytes();
    frames += checked.frames();
    pages += checked.pages();
    progress.advanced(bytes);
  }

  private record Checked(long bytes, long frames, long pages) {}

  /** What one thread checks with. */
  private final class Lane implements Lanes.Lane {
    private final FrameReader reader = readers.get();
    private final PageDigests digests = new PageDigests(manifest.digestKey());

    Checked check(List<StoredPiece> group) {
      Map<FrameRef, List<StoredPiece.Placement>> frames = StoredPiece.byFrame(group);
      long pages = 0;
      for (Map.Entry<FrameRef, List<StoredPiece.Placement>> frame : frames.entrySet()) {
        try {
          pages += check(frame.getKey(), frame.getValue());
        } catch (DamagedException e) {
          problems.add(e);
        }
      }
      long bytes = group.stream().mapToLong(StoredPiece::bytes).sum();
      return new Checked(bytes, frames.size(), pages);
    }

    private long check(FrameRef frame, List<StoredPiece.Placement> placements) {
      byte[] buffer = reader.pages(frame);
      long pages = 0;
      for (StoredPiece.Placement placement : placements) {
        digests.check(buffer, placement, manifest.outline().object());
        pages += placement.count();
      }
      return pages;
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
