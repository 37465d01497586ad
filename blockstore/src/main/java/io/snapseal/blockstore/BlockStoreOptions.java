package io.snapseal.blockstore;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;

/**
 * How a block store works. None of this is stored; another process may open it with other options.
 *
 * @param threads how many threads read, compress and seal at once, 1 to 256; each needs some 5 MiB
 * @param segmentBytes when a segment is full, 1 byte to 1 GiB; it may be passed by one frame
 * @param random where ids come from; they must not repeat, since keys are derived from them
 * @param clock dates snapshots
 */
public record BlockStoreOptions(int threads, long segmentBytes, SecureRandom random, Clock clock) {
  /** 128 MiB: few enough objects for S3, small enough to be freed one by one. */
  public static final long DEFAULT_SEGMENT_BYTES = 128L << 20;

  private static final int MAX_THREADS = 256;
  private static final long MAX_SEGMENT_BYTES = 1L << 30;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public BlockStoreOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads must be 1 to 256, not " + threads);
    }
    if (segmentBytes < 1 || segmentBytes > MAX_SEGMENT_BYTES) {
      throw new IllegalArgumentException("segmentBytes must be 1 to 1 GiB, not " + segmentBytes);
    }
    Objects.requireNonNull(random);
    Objects.requireNonNull(clock);
  }

  /** A thread per processor and segments of 128 MiB. */
  public static BlockStoreOptions defaults(SecureRandom random, Clock clock) {
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    return new BlockStoreOptions(threads, DEFAULT_SEGMENT_BYTES, random, clock);
  }
}
