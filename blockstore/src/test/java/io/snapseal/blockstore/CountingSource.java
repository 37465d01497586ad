package io.snapseal.blockstore;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of frames that are asked for. */
class CountingSource implements CopySource {
  private final CopySource inner;
  private final AtomicLong bytes = new AtomicLong();

  CountingSource(CopySource inner) {
    this.inner = inner;
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public Facts facts() {
    return inner.facts();
  }

  @Override
  public byte[] digestKey() {
    return inner.digestKey();
  }

  @Override
  public byte[] entries(long number) {
    return inner.entries(number);
  }

  @Override
  public byte[] frames(List<FramePlace> places) {
    byte[] answer = inner.frames(places);
    bytes.addAndGet(answer.length);
    return answer;
  }

  @Override
  public void close() {
    inner.close();
  }
}
