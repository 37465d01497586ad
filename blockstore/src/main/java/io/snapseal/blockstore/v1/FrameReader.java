package io.snapseal.blockstore.v1;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.seal.Envelope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads frames of one volume, keeping a few segments open. Used by one thread at a time. */
final class FrameReader implements AutoCloseable {
  private static final int MAX_OPEN = 16;

  private final Storage storage;
  private final Sealing sealing;
  private final Map<SegmentId, SegmentReader> open = new LinkedHashMap<>(32, 0.75f, true);
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final byte[] stored = new byte[Format.MAX_PAYLOAD + FrameSpot.HEADER + Envelope.TAG];
  private final byte[] payload = new byte[Format.MAX_PAYLOAD];
  private final byte[] pages = new byte[Format.FRAME_BYTES];

  FrameReader(Storage storage, Sealing sealing) {
    this.storage = storage;
    this.sealing = sealing;
  }

  /** The compressed frame, in the first bytes of an array that the next call reuses. */
  byte[] payload(FrameRef frame) {
    segment(frame.segment()).payload(frame, stored, payload);
    return payload;
  }

  /** The frame's pages, one after the other, in an array that the next call reuses. */
  byte[] pages(FrameRef frame) {
    byte[] compressed = payload(frame);
    int expected = frame.pages() * Format.PAGE;
    if (decompressed(compressed, frame.payload(), expected) != expected) {
      throw segment(frame.segment()).damaged(frame);
    }
    return pages;
  }

  private int decompressed(byte[] compressed, int length, int expected) {
    try {
      return zstd.decompressByteArray(pages, 0, expected, compressed, 0, length);
    } catch (ZstdException e) {
      return -1;
    }
  }

  /** The segment, whose beginning and end are whole. */
  SegmentReader checked(SegmentId id) {
    return segment(id);
  }

  private SegmentReader segment(SegmentId id) {
    SegmentReader reader = open.get(id);
    if (reader == null) {
      reader = SegmentReader.open(storage, sealing, id);
      open.put(id, reader);
      closeEldest();
    }
    return reader;
  }

  private void closeEldest() {
    if (open.size() > MAX_OPEN) {
      SegmentId eldest = open.keySet().iterator().next();
      SegmentReader reader = open.remove(eldest);
      if (reader != null) {
        reader.close();
      }
    }
  }

  @Override
  public void close() {
    zstd.close();
    open.values().forEach(SegmentReader::close);
    open.clear();
  }
}
