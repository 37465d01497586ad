package io.snapseal.engine.volume;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The 256-bit key of an encrypted volume. Wiped by {@link #close()}; never shown; equal in constant
 * time.
 */
public final class VolumeKey implements AutoCloseable {
  /** Length of a volume key in bytes. */
  public static final int BYTES = 32;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final byte[] key;
  private boolean wiped;

  private VolumeKey(byte[] key) {
    this.key = key;
  }

  /** Copies 32 bytes of full entropy; wiping the argument stays with the caller. */
  public static VolumeKey of(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("a volume key has " + BYTES + " bytes");
    }
    return new VolumeKey(key.clone());
  }

  /**
   * The one way out: writes the key as 64 hexadecimal digits and a line feed.
   *
   * @throws IllegalStateException if the key has been wiped
   */
  synchronized void insecureWritePassphrase(OutputStream out) throws IOException {
    if (wiped) {
      throw new IllegalStateException("the volume key has been wiped");
    }
    byte[] passphrase = new byte[2 * BYTES + 1];
    try {
      for (int i = 0; i < BYTES; i++) {
        passphrase[2 * i] = HEX[(key[i] >> 4) & 0xf];
        passphrase[2 * i + 1] = HEX[key[i] & 0xf];
      }
      passphrase[2 * BYTES] = '\n';
      out.write(passphrase);
    } finally {
      Arrays.fill(passphrase, (byte) 0);
    }
  }

  @Override
  public synchronized void close() {
    Arrays.fill(key, (byte) 0);
    wiped = true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VolumeKey that && MessageDigest.isEqual(key, that.key);
  }

  /** The same for all keys, so that no hash of a secret gets out. */
  @Override
  public int hashCode() {
    return VolumeKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "VolumeKey[hidden]";
  }
}
