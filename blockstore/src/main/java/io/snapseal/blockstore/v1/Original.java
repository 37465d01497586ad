package io.snapseal.blockstore.v1;

import java.util.List;

/** What a copy is made from. */
interface Original extends AutoCloseable {
  /** The digest of its manifest. */
  String digest();

  long logicalBytes();

  /** The key of its pages' digests. */
  byte[] digestKey();

  /** All entries, in order. */
  EntryCursor entries();

  /** What one thread reads frames with. */
  Frames frames();

  @Override
  void close();

  /** Reads frames; for one thread. */
  interface Frames extends AutoCloseable {
    /**
     * Hands over the payload of each frame, in order.
     *
     * @throws io.snapseal.blockstore.DamagedException if one is not what was written
     */
    void read(List<PlannedFrame> frames, Sink sink);

    @Override
    void close();
  }

  /** Takes a frame's payload: the first bytes of an array that is used again. */
  interface Sink {
    void take(PlannedFrame frame, byte[] payload);
  }
}
