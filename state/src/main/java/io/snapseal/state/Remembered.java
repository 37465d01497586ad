package io.snapseal.state;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was read of a store, or made of that, as long as nothing is written to it: so that requests
 * that change nothing need not read and decode the same rows again. Everything is forgotten with
 * the next write of anything, before that write returns.
 *
 * @param <K> what it was read for
 * @param <V> what was found; a value that does not change
 */
public final class Remembered<K, V> {
  private final StateStore store;
  private final int most;
  private volatile Known<K, V> known;

  /** What is known of the store as it was after so many writes. */
  private record Known<K, V>(long writes, ConcurrentHashMap<K, V> values) {}

  /**
   * @param most how many values are kept; what comes after them is read each time
   */
  public Remembered(StateStore store, int most) {
    this.store = store;
    this.most = most;
    this.known = new Known<>(store.writes(), new ConcurrentHashMap<>());
  }

  /**
   * The value for a key as it is now.
   *
   * @param read reads it of the store; never in a transaction that writes, which sees what others
   *     do not
   */
  public V of(K key, Function<K, V> read) {
    // The count is taken before anything is read: what is read is at least as new.
    Known<K, V> now = current();
    V value = now.values().get(key);
    if (value == null) {
      value = read.apply(key);
      if (now.values().size() < most) {
        now.values().put(key, value);
      }
    }
    return value;
  }

  /** Forgets everything, so that nothing is kept in memory only because nobody asks any more. */
  public void forget() {
    known = new Known<>(store.writes(), new ConcurrentHashMap<>());
  }

  private Known<K, V> current() {
    long writes = store.writes();
    Known<K, V> now = known;
    if (now.writes() != writes) {
      now = new Known<>(writes, new ConcurrentHashMap<>());
      known = now;
    }
    return now;
  }
}
