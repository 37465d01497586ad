package io.snapseal.blockstore;

import java.io.IOException;
import java.util.stream.Stream;

/**
 * Fails at one chosen step. Every change to the medium is a step before it happens and a step after
 * it. Either that one call fails and the process lives on, or the process is dead from there on:
 * all later calls fail too, and what was not committed is gone.
 */
final class FaultyStorage implements Storage {
  private final Storage inner;
  private final int failAt;
  private final boolean dies;
  private int step;
  private boolean dead;
  private boolean hit;

  FaultyStorage(Storage inner, int failAt, boolean dies) {
    this.inner = inner;
    this.failAt = failAt;
    this.dies = dies;
  }

  /** Whether the chosen step came. */
  synchronized boolean wasHit() {
    return hit;
  }

  private synchronized void step() throws IOException {
    if (!dead && ++step == failAt) {
      hit = true;
      dead = dies;
      throw new IOException("injected at step " + step);
    }
    alive();
  }

  private synchronized void alive() throws IOException {
    if (dead) {
      throw new IOException("the process is dead");
    }
  }

  @Override
  public ObjectWriter create(ObjectName name) throws IOException {
    step();
    ObjectWriter writer = inner.create(name);
    return new ObjectWriter() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        step();
        writer.write(bytes, offset, length);
      }

      @Override
      public void commit() throws IOException {
        step();
        writer.commit();
        step();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  @Override
  public ObjectReader open(ObjectName name) throws IOException {
    alive();
    return inner.open(name);
  }

  @Override
  public Stream<ObjectName> list(String prefix) throws IOException {
    alive();
    return inner.list(prefix);
  }

  @Override
  public void delete(ObjectName name) throws IOException {
    step();
    inner.delete(name);
    step();
  }

  @Override
  public void close() {}
}
