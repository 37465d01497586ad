package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectWriter;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.seal.Envelope;
import java.io.IOException;

/** Appends frames to one segment. */
final class SegmentWriter implements AutoCloseable {
  private final SegmentId id;
  private final byte[] header;
  private final Envelope envelope;
  private final ObjectWriter out;
  private final byte[] sealed = new byte[Format.MAX_PAYLOAD + Envelope.TAG];
  private long position;

  SegmentWriter(Storage storage, Sealing sealing, SegmentId id) throws IOException {
    this.id = id;
    this.header = sealing.segmentHeader(id);
    this.envelope = sealing.segment(id);
    this.out = storage.create(Format.segment(sealing.volume(), id));
    write(header, header.length);
  }

  long position() {
    return position;
  }

  /** Seals a compressed frame and writes it. */
  FrameRef append(byte[] payload, int length, int pages) throws IOException {
    FrameRef frame = new FrameRef(id, position, length, pages);
    writeFrame(payload, length, pages);
    return frame;
  }

  private void writeFrame(byte[] payload, int length, int pages) throws IOException {
    byte[] frameHeader = FrameSpot.header(length, pages);
    byte[] context = FrameSpot.context(header, position, frameHeader);
    envelope.seal(FrameSpot.nonce(position), context, payload, 0, length, sealed, 0);
    write(frameHeader, frameHeader.length);
    write(sealed, length + Envelope.TAG);
  }

  private void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }

  /**
   * Ends the segment with an empty frame, so that a cut at a frame's border is seen; makes it
   * durable.
   */
  void commit() throws IOException {
    writeFrame(new byte[0], 0, 0);
    out.commit();
  }

  @Override
  public void close() {
    envelope.close();
    out.close();
  }
}
