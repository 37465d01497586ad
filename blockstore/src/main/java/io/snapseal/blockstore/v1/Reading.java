package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.SnapshotVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Shows a snapshot's files in order: frames are read, opened and checked by many threads, and shown
 * by one.
 */
final class Reading {
  private final Manifest manifest;
  private final Supplier<FrameReader> readers;
  private final Executor pool;
  private final int window;

  /**
   * @param window how many groups of pieces, up to 8 MiB each, are in memory at most
   */
  Reading(Manifest manifest, Supplier<FrameReader> readers, Executor pool, int window) {
    this.manifest = manifest;
    this.readers = readers;
    this.pool = pool;
    this.window = window;
  }

  void into(SnapshotVisitor visitor) throws IOException {
    try (Lanes<Lane> lanes = new Lanes<>(Lane::new);
        Ordered<List<Read>> work = new Ordered<>(pool, window, group -> show(group, visitor))) {
      StoredPiece.groups(
          manifest.entries(), group -> work.submit(() -> lanes.with(lane -> lane.read(group))));
      work.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private record Read(StoredPiece piece, ByteBuffer bytes) {}

  private static void show(List<Read> group, SnapshotVisitor visitor) {
    try {
      for (Read read : group) {
        show(read, visitor);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void show(Read read, SnapshotVisitor visitor) throws IOException {
    Entry.Named entry = read.piece().entry();
    if (entry instanceof Entry.Directory directory) {
      visitor.directory(directory.path().text(), directory.mode());
    } else if (entry instanceof Entry.File file) {
      if (read.piece().extent() == 0) {
        visitor.file(file.path().text(), file.mode(), file.size());
      }
      visitor.content(read.bytes().array());
    }
  }

  /** What one thread reads with. */
  private final class Lane implements Lanes.Lane {
    private final FrameReader reader = readers.get();
    private final PageDigests digests = new PageDigests(manifest.digestKey());

    List<Read> read(List<StoredPiece> group) {
      IdentityHashMap<StoredPiece, byte[]> bytes = new IdentityHashMap<>();
      List<Read> reads = new ArrayList<>();
      for (StoredPiece piece : group) {
        byte[] room = new byte[(int) piece.bytes()];
        bytes.put(piece, room);
        reads.add(new Read(piece, ByteBuffer.wrap(room)));
      }
      StoredPiece.byFrame(group).forEach((frame, placements) -> copy(frame, placements, bytes));
      return reads;
    }

    private void copy(
        FrameRef frame,
        List<StoredPiece.Placement> placements,
        IdentityHashMap<StoredPiece, byte[]> bytes) {
      byte[] pages = reader.pages(frame);
      for (StoredPiece.Placement placement : placements) {
        digests.check(pages, placement, manifest.outline().object());
        byte[] into = bytes.get(placement.piece());
        if (into != null) {
          int at = placement.page() * Format.PAGE;
          int length = Math.min(placement.count() * Format.PAGE, into.length - at);
          System.arraycopy(pages, placement.indexInFrame() * Format.PAGE, into, at, length);
        }
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
