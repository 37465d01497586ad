package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.CopySource;
import io.snapseal.blockstore.DamagedException;
import java.nio.ByteBuffer;
import java.util.List;

/** A snapshot of another store, which is not taken at its word. */
record ForeignOriginal(CopySource source) implements Original {
  static final String OBJECT = "the snapshot to be copied";

  @Override
  public String digest() {
    return source.facts().manifestDigest();
  }

  @Override
  public long logicalBytes() {
    return source.facts().logicalBytes();
  }

  @Override
  public byte[] digestKey() {
    return source.digestKey();
  }

  @Override
  public EntryCursor entries() {
    return new EntryCursor(
        List.of(new SectionCursor(new ForeignChunks(source), OBJECT, ForeignOriginal::segment)),
        OBJECT);
  }

  @Override
  public Frames frames() {
    return new ForeignFrames(source);
  }

  @Override
  public void close() {
    source.close();
  }

  /** A segment is known by its number only. */
  static SegmentId segment(int number) {
    return new SegmentId(0, number);
  }

  static CopySource.FramePlace place(FrameRef frame) {
    int number = ByteBuffer.wrap(frame.segment().bytes()).getInt(SegmentId.LENGTH - Integer.BYTES);
    return new CopySource.FramePlace(number, frame.offset(), frame.payload(), frame.pages());
  }

  /** Pieces of the list of entries, as they come. */
  private static final class ForeignChunks implements Chunks {
    private final CopySource source;
    private byte[] next;
    private long number;

    ForeignChunks(CopySource source) {
      this.source = source;
      this.next = fetched();
    }

    private byte[] fetched() {
      byte[] chunk = source.entries(number++);
      if (chunk.length > CopySource.MAX_BYTES) {
        throw new DamagedException(OBJECT, "a part of its list of entries is too long");
      }
      return chunk;
    }

    @Override
    public boolean hasNext() {
      return next.length > 0;
    }

    @Override
    public byte[] next() {
      byte[] current = next;
      next = fetched();
      return current;
    }

    /** What is missing at the end shows in the sum of the sizes. */
    @Override
    public void checkEnd() {}
  }
}
