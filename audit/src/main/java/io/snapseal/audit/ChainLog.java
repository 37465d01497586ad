package io.snapseal.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to a trail, from many threads. One of those that wait writes for all: a disk that
 * syncs a hundred times a second still takes thousands of events.
 */
final class ChainLog implements AutoCloseable {
  /**
   * In bytes: who only looks waits for a disk that is this much behind, and memory stays bounded.
   */
  private static final int MOST_PENDING = 4 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition left = lock.newCondition();
  private final Thread behind = new Thread(this::writeBehind, "audit trail");
  private final Chain chain;
  private final TrailOutput output;
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean writing;
  private boolean closed;
  private long wanted;
  private long synced;
  private int failures;
  private @Nullable IOException failure;

  ChainLog(ChainKey key, Link at, TrailOutput output) {
    this.chain = new Chain(key, at);
    this.output = output;
    this.synced = at.number();
    this.wanted = at.number();
    behind.setDaemon(true);
    behind.start();
  }

  /**
   * Appends an event.
   *
   * @param mustLast whether it must be durable when this returns; if not, it is written soon
   * @throws TrailUnavailableException if it must be, and that failed; it will be written before any
   *     other
   */
  void append(byte[] event, boolean mustLast) {
    lock.lock();
    try {
      while (!mustLast && writing && pending.size() > MOST_PENDING) {
        changed.awaitUninterruptibly();
      }
      Link link = chain.next(event, 0, event.length);
      chain.advance(link);
      ChainLine.write(link, event, pending);
      if (mustLast) {
        wanted = link.number();
        awaitSynced(link.number());
      } else {
        left.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether what is appended now can be written: what could not be is tried again.
   *
   * @throws TrailUnavailableException if not
   */
  void requireWritable() {
    lock.lock();
    try {
      if (failure != null) {
        wanted = chain.at().number();
        awaitSynced(wanted);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whatever was appended before is in the file when this returns, or cannot be written. */
  void flush() {
    lock.lock();
    try {
      while (writing) {
        changed.awaitUninterruptibly();
      }
      if (pending.size() > 0) {
        writePending();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitSynced(long number) {
    int before = failures;
    while (synced < number) {
      if (failures != before) {
        throw new TrailUnavailableException(Objects.requireNonNull(failure));
      }
      if (writing) {
        changed.awaitUninterruptibly();
      } else {
        writePending();
      }
    }
  }

  /** Writes what nobody waits for: a request that only looks need not wait for its event. */
  private void writeBehind() {
    lock.lock();
    try {
      while (!closed) {
        if (writing || failure != null || pending.size() == 0) {
          left.awaitUninterruptibly();
        } else {
          writePending();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is pending; what comes meanwhile is written by who waits for it, or behind. */
  private void writePending() {
    writing = true;
    try {
      writeOnce();
    } finally {
      writing = false;
      changed.signalAll();
      left.signal();
    }
  }

  private void writeOnce() {
    byte[] lines = pending.toByteArray();
    pending = new ByteArrayOutputStream();
    Link last = chain.at();
    boolean sync = wanted > synced;
    lock.unlock();
    IOException failed = null;
    try {
      output.write(lines, last, sync);
    } catch (IOException e) {
      failed = e;
    } finally {
      lock.lock();
    }
    failure = failed;
    if (failed != null) {
      failures++;
      ByteArrayOutputStream owed = new ByteArrayOutputStream();
      owed.writeBytes(output.takeBack());
      owed.writeBytes(pending.toByteArray());
      pending = owed;
    } else if (sync) {
      synced = last.number();
    }
  }

  /**
   * What could not be written is tried once more.
   *
   * @throws IOException if it still cannot: those events are lost
   */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      left.signal();
    } finally {
      lock.unlock();
    }
    try (output) {
      flush();
      if (pending.size() > 0) {
        throw new IOException("the last events of the audit trail could not be written", failure);
      }
    }
  }
}
