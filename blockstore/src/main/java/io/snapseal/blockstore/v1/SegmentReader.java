package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.seal.Envelope;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** Reads and opens the frames of one segment. Used by one thread at a time. */
final class SegmentReader implements AutoCloseable {
  private final ObjectName name;
  private final byte[] header;
  private final ObjectReader in;
  private final Envelope envelope;

  private SegmentReader(ObjectName name, byte[] header, ObjectReader in, Envelope envelope) {
    this.name = name;
    this.header = header;
    this.in = in;
    this.envelope = envelope;
  }

  /**
   * Opens a segment and checks its beginning and its end.
   *
   * @throws DamagedException if it is missing, cut, or another one
   */
  static SegmentReader open(Storage storage, Sealing sealing, SegmentId id) {
    ObjectName name = Format.segment(sealing.volume(), id);
    SegmentReader reader =
        new SegmentReader(
            name, sealing.segmentHeader(id), opened(storage, name), sealing.segment(id));
    try {
      reader.checkEnds();
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private static ObjectReader opened(Storage storage, ObjectName name) {
    try {
      return storage.open(name);
    } catch (NoSuchFileException e) {
      throw new DamagedException(name.value(), "it is missing", e);
    } catch (IOException e) {
      throw new StorageFailedException("opening " + name, e);
    }
  }

  private void checkEnds() {
    byte[] start = read(0, header.length);
    if (!Arrays.equals(start, header)) {
      throw new DamagedException(
          name.value(), "its header is not that of the segment expected here");
    }
    long end = size() - FrameSpot.END;
    byte[] buffer = new byte[FrameSpot.END];
    if (end < header.length || !open(end, 0, 0, buffer, new byte[0])) {
      throw new DamagedException(name.value(), "its end is missing or changed");
    }
  }

  /**
   * Its size.
   *
   * @throws DamagedException if that is not the expected one
   */
  long size(long expected) {
    if (size() != expected) {
      throw new DamagedException(name.value(), "it is not as long as it was written");
    }
    return expected;
  }

  private long size() {
    try {
      return in.size();
    } catch (IOException e) {
      throw new StorageFailedException("reading " + name, e);
    }
  }

  private byte[] read(long position, int length) {
    byte[] bytes = new byte[length];
    read(position, bytes, length);
    return bytes;
  }

  private void read(long position, byte[] into, int length) {
    try {
      in.readFully(position, into, 0, length);
    } catch (EOFException e) {
      throw new DamagedException(name.value(), "it is too short", e);
    } catch (IOException e) {
      throw new StorageFailedException("reading " + name, e);
    }
  }

  /**
   * Reads and opens a frame.
   *
   * @param buffer where its stored bytes go, at least {@link Format#MAX_PAYLOAD} + {@link
   *     FrameSpot#END} bytes
   * @param payload where the compressed frame goes
   * @throws DamagedException if it is not the frame that was written there
   */
  void payload(FrameRef frame, byte[] buffer, byte[] payload) {
    if (!open(frame.offset(), frame.payload(), frame.pages(), buffer, payload)) {
      throw damaged(frame);
    }
  }

  DamagedException damaged(FrameRef frame) {
    return new DamagedException(
        name.value(), "the frame at byte %d is not what was written".formatted(frame.offset()));
  }

  private boolean open(long offset, int length, int pages, byte[] buffer, byte[] payload) {
    read(offset, buffer, length + FrameSpot.END);
    byte[] frameHeader = FrameSpot.header(length, pages);
    if (!Arrays.equals(buffer, 0, FrameSpot.HEADER, frameHeader, 0, FrameSpot.HEADER)) {
      return false;
    }
    byte[] context = FrameSpot.context(header, offset, frameHeader);
    return envelope.open(
        FrameSpot.nonce(offset),
        context,
        buffer,
        FrameSpot.HEADER,
        length + Envelope.TAG,
        payload,
        0);
  }

  @Override
  public void close() {
    envelope.close();
    in.close();
  }
}
