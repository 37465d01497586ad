package io.snapseal.blockstore.v1;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.snapseal.blockstore.CopySource;
import io.snapseal.blockstore.DamagedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fetches frames from another store, several at a time, and compares every page that is needed with
 * its digest: a copy that becomes available restores.
 */
final class ForeignFrames implements Original.Frames {
  private final CopySource source;
  private final PageDigests digests;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final byte[] pages = new byte[Format.FRAME_BYTES];

  ForeignFrames(CopySource source) {
    this.source = source;
    this.digests = new PageDigests(source.digestKey());
  }

  @Override
  public void read(List<PlannedFrame> frames, Original.Sink sink) {
    List<PlannedFrame> batch = new ArrayList<>();
    int bytes = 0;
    for (PlannedFrame frame : frames) {
      int payload = frame.source().payload();
      if (batch.size() == CopySource.MAX_FRAMES || bytes + payload > CopySource.MAX_BYTES) {
        fetch(batch, bytes, sink);
        batch.clear();
        bytes = 0;
      }
      batch.add(frame);
      bytes += payload;
    }
    if (!batch.isEmpty()) {
      fetch(batch, bytes, sink);
    }
  }

  private void fetch(List<PlannedFrame> batch, int bytes, Original.Sink sink) {
    byte[] answer =
        source.frames(batch.stream().map(frame -> ForeignOriginal.place(frame.source())).toList());
    if (answer.length != bytes) {
      throw new DamagedException(ForeignOriginal.OBJECT, "its frames are not as long as they were");
    }
    int position = 0;
    for (PlannedFrame frame : batch) {
      int end = position + frame.source().payload();
      byte[] payload = Arrays.copyOfRange(answer, position, end);
      check(frame, payload);
      sink.take(frame, payload);
      position = end;
    }
  }

  private void check(PlannedFrame frame, byte[] payload) {
    int expected = frame.source().pages() * Format.PAGE;
    if (decompressed(payload, expected) != expected) {
      throw new DamagedException(ForeignOriginal.OBJECT, "a frame of it does not decompress");
    }
    frame.used().forEach(used -> digests.check(pages, used, ForeignOriginal.OBJECT));
  }

  private int decompressed(byte[] payload, int expected) {
    try {
      return zstd.decompressByteArray(pages, 0, expected, payload, 0, payload.length);
    } catch (ZstdException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    zstd.close();
  }
}
