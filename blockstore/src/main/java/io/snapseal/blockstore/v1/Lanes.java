package io.snapseal.blockstore.v1;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Buffers, ciphers and open files for as many threads as there are; each is used by one at a time.
 */
final class Lanes<L extends Lanes.Lane> implements AutoCloseable {
  /** What one thread works with. */
  interface Lane extends AutoCloseable {
    @Override
    void close();
  }

  private final Supplier<L> make;
  private final Queue<L> idle = new ConcurrentLinkedQueue<>();
  private final List<L> all = new ArrayList<>();

  Lanes(Supplier<L> make) {
    this.make = make;
  }

  <R> R with(Function<L, R> work) {
    L lane = borrow();
    try {
      return work.apply(lane);
    } finally {
      idle.add(lane);
    }
  }

  private L borrow() {
    L lane = idle.poll();
    if (lane != null) {
      return lane;
    }
    L made = make.get();
    synchronized (all) {
      all.add(made);
    }
    return made;
  }

  /** All lanes; none may be in use. */
  List<L> all() {
    synchronized (all) {
      return List.copyOf(all);
    }
  }

  @Override
  public void close() {
    all().forEach(Lane::close);
  }
}
