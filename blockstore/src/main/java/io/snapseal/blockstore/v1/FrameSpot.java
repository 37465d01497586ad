package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.seal.Envelope;
import java.nio.ByteBuffer;

/** What a frame is bound to: its segment's header, its offset, and its own header. */
final class FrameSpot {
  /** The length of a frame's header, in bytes. */
  static final int HEADER = 8;

  /** The length of the frame that ends a segment: a header and a tag. */
  static final int END = HEADER + Envelope.TAG;

  private FrameSpot() {}

  static byte[] header(int payload, int pages) {
    return ByteBuffer.allocate(HEADER)
        .putInt(payload)
        .putShort((short) pages)
        .putShort((short) 0)
        .array();
  }

  static byte[] context(byte[] segmentHeader, long offset, byte[] frameHeader) {
    return ByteBuffer.allocate(segmentHeader.length + Long.BYTES + HEADER)
        .put(segmentHeader)
        .putLong(offset)
        .put(frameHeader)
        .array();
  }

  static byte[] nonce(long offset) {
    return Format.nonce(0, offset);
  }
}
