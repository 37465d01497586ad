package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.Progress;
import io.snapseal.blockstore.StorageFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes a snapshot's files: frames are read, opened, checked and written by many threads. */
final class Restoring {
  private final Manifest manifest;
  private final Supplier<FrameReader> readers;
  private final Executor pool;
  private final int window;
  private final Progress progress;
  private long bytes;
  private long frames;

  Restoring(
      Manifest manifest,
      Supplier<FrameReader> readers,
      Executor pool,
      int window,
      Progress progress) {
    this.manifest = manifest;
    this.readers = readers;
    this.pool = pool;
    this.window = window;
    this.progress = progress;
  }

  /** Restores it; the number of frames read. */
  long into(Path target) {
    try (TargetTree tree = TargetTree.in(target);
        Lanes<Lane> lanes = new Lanes<>(Lane::new);
        Ordered<Done> work = new Ordered<>(pool, window, done -> take(done, tree))) {
      Planner planner = new Planner(tree, lanes, work);
      StoredPiece.groups(manifest.entries(), planner::submit);
      work.finish();
      finishFiles(tree);
      tree.finish();
      return frames;
    } catch (IOException e) {
      throw new StorageFailedException("restoring to " + target, e);
    }
  }

  /**
   * Permissions and sync for all files, once all are written: syncing between writes makes file
   * systems with a journal wait for each other's data, and took twice as long.
   */
  private void finishFiles(TargetTree tree) {
    try (Ordered<Boolean> work = new Ordered<>(pool, window, done -> {})) {
      Groups<Entry.File> groups = new Groups<>(group -> work.submit(() -> finished(tree, group)));
      EntryCursor entries = manifest.entries();
      for (Entry.Named entry = entries.next(); entry != null; entry = entries.next()) {
        if (entry instanceof Entry.File file) {
          groups.add(file, 0);
        }
      }
      groups.flush();
      work.finish();
    }
  }

  private static boolean finished(TargetTree tree, List<Entry.File> group) {
    group.forEach(tree::finish);
    return true;
  }

  private void take(Done done, TargetTree tree) {
    done.whole().forEach(tree::done);
    bytes += done.bytes();
    frames += done.frames();
    progress.advanced(bytes);
  }

  private record Done(long bytes, long frames, List<TargetFile> whole) {}

  /** Makes directories and names files in the order of the manifest. */
  private static final class Planner {
    private final TargetTree tree;
    private final Lanes<Lane> lanes;
    private final Ordered<Done> work;
    private @Nullable TargetFile current;

    Planner(TargetTree tree, Lanes<Lane> lanes, Ordered<Done> work) {
      this.tree = tree;
      this.lanes = lanes;
      this.work = work;
    }

    void submit(List<StoredPiece> group) {
      Map<StoredPiece, TargetFile> files = new HashMap<>();
      for (StoredPiece piece : group) {
        plan(piece, files);
      }
      work.submit(() -> lanes.with(lane -> lane.restore(group, files)));
    }

    private void plan(StoredPiece piece, Map<StoredPiece, TargetFile> files) {
      if (piece.entry() instanceof Entry.Directory directory) {
        try {
          tree.directory(directory);
        } catch (IOException e) {
          throw new StorageFailedException("making a directory", e);
        }
      } else if (piece.entry() instanceof Entry.File file) {
        TargetFile target = piece.extent() == 0 || current == null ? tree.file(file) : current;
        current = target;
        files.put(piece, target);
      }
    }
  }

  /** What one thread restores with. */
  private final class Lane implements Lanes.Lane {
    private final FrameReader reader = readers.get();
    private final PageDigests digests = new PageDigests(manifest.digestKey());

    Done restore(List<StoredPiece> group, Map<StoredPiece, TargetFile> files) {
      Map<FrameRef, List<StoredPiece.Placement>> frames = StoredPiece.byFrame(group);
      try {
        for (Map.Entry<FrameRef, List<StoredPiece.Placement>> frame : frames.entrySet()) {
          write(frame.getKey(), frame.getValue(), files);
        }
        for (TargetFile file : files.values()) {
          file.extentDone();
        }
        return done(group, files, frames.size());
      } catch (IOException e) {
        throw new StorageFailedException("writing restored files", e);
      } finally {
        abandonUnfinished(group, files);
      }
    }

    /** Files that end in this group are closed by now, unless something failed. */
    private void abandonUnfinished(List<StoredPiece> group, Map<StoredPiece, TargetFile> files) {
      for (StoredPiece piece : group) {
        TargetFile file = files.get(piece);
        if (file != null && piece.extent() == 0 && piece.isLast()) {
          file.abandon();
        }
      }
    }

    private void write(
        FrameRef frame, List<StoredPiece.Placement> placements, Map<StoredPiece, TargetFile> files)
        throws IOException {
      byte[] pages = reader.pages(frame);
      for (StoredPiece.Placement placement : placements) {
        digests.check(pages, placement, manifest.outline().object());
        TargetFile file = files.get(placement.piece());
        if (file != null) {
          long page = placement.piece().extent() * Format.EXTENT_PAGES + placement.page();
          file.write(
              page * Format.PAGE,
              pages,
              placement.indexInFrame() * Format.PAGE,
              placement.count() * Format.PAGE);
        }
      }
    }

    private Done done(List<StoredPiece> group, Map<StoredPiece, TargetFile> files, long frames) {
      long bytes = group.stream().mapToLong(StoredPiece::bytes).sum();
      List<TargetFile> whole =
          group.stream()
              .filter(StoredPiece::isLast)
              .map(files::get)
              .filter(java.util.Objects::nonNull)
              .toList();
      return new Done(bytes, frames, whole);
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
