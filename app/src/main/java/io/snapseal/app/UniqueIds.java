package io.snapseal.app;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Ids of requests and events, which must be unique but no secret: so many are needed that the lock
 * of a good source of randomness would be what requests wait for. Of this process's, no two are
 * alike; those of two processes are by a chance of 2^-60.
 */
final class UniqueIds implements Supplier<UUID> {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long SIXTY_TWO_BITS = -1L >>> 2;

  /** Odd, so that multiplying by it is one to one. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final long process;
  private final AtomicLong next;

  UniqueIds(SecureRandom random) {
    this.process = (random.nextLong() & ~0xF000L) | VERSION_4;
    this.next = new AtomicLong(random.nextLong());
  }

  @Override
  public UUID get() {
    return new UUID(process, VARIANT | (next.getAndIncrement() * SPREAD & SIXTY_TWO_BITS));
  }
}
