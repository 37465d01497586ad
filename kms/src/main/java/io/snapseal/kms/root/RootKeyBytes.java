package io.snapseal.kms.root;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** The 256 bits of a root key. They print as nothing and are wiped when this is closed. */
public final class RootKeyBytes implements AutoCloseable {
  /** How long a root key is, in bytes. */
  public static final int LENGTH = 32;

  private final byte[] key;

  private RootKeyBytes(byte[] key) {
    this.key = key;
  }

  /** A new key. */
  public static RootKeyBytes random(SecureRandom random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    return new RootKeyBytes(key);
  }

  /**
   * Takes over an array, which from then on is this one's to wipe.
   *
   * @throws IllegalArgumentException if it is not of {@link #LENGTH}; it is wiped then, too
   */
  public static RootKeyBytes takeOver(byte[] key) {
    if (key.length != LENGTH) {
      Arrays.fill(key, (byte) 0);
      throw new IllegalArgumentException("not a root key");
    }
    return new RootKeyBytes(key);
  }

  /** The array itself, so that what {@link #close} wipes is all there is: not to be kept. */
  public byte[] reveal() {
    return key;
  }

  /** Compares in constant time. */
  public boolean isSameAs(RootKeyBytes other) {
    return MessageDigest.isEqual(key, other.key);
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "RootKeyBytes(hidden)";
  }
}
