package io.snapseal.rds.peer;

import io.snapseal.blockstore.seal.DataKey;
import io.snapseal.blockstore.seal.Subkey;
import java.util.Arrays;

/**
 * The secret that two servers share: what they say to each other is sealed under keys derived from
 * it, each for one message.
 */
public final class PeerKey {
  /** Its length in bytes. */
  public static final int LENGTH = DataKey.LENGTH;

  private final byte[] bytes;

  private PeerKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a copy.
   *
   * @throws IllegalArgumentException if it is not of {@link #LENGTH}
   */
  public static PeerKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a peer key has %d bytes".formatted(LENGTH));
    }
    return new PeerKey(bytes.clone());
  }

  /** The key of one message. */
  Subkey subkey(String purpose, byte[] id) {
    try (DataKey key = DataKey.takingOver(bytes.clone())) {
      return key.subkey(purpose, id);
    }
  }

  /** Wipes it. */
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "PeerKey";
  }
}
