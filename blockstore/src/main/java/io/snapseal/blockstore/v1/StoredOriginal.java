package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.Storage;
import java.util.List;

/** A snapshot of a store of this process. */
record StoredOriginal(Opened opened, Storage storage) implements Original {
  @Override
  public String digest() {
    return opened.manifest().outline().digest();
  }

  @Override
  public long logicalBytes() {
    return opened.manifest().outline().footer().logicalBytes();
  }

  @Override
  public byte[] digestKey() {
    return opened.manifest().digestKey();
  }

  @Override
  public EntryCursor entries() {
    return opened.manifest().entries();
  }

  @Override
  public Frames frames() {
    return new StoredFrames(new FrameReader(storage, opened.sealing()));
  }

  @Override
  public void close() {
    opened.close();
  }

  /** Frames are bound to their places by their seals: nothing else is to be checked. */
  private record StoredFrames(FrameReader reader) implements Frames {
    @Override
    public void read(List<PlannedFrame> frames, Sink sink) {
      frames.forEach(frame -> sink.take(frame, reader.payload(frame.source())));
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
