package io.snapseal.blockstore.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A volume's 256-bit data key while work that needs it is going on; wiped when closed. It never
 * encrypts anything itself: each segment and each manifest has its own key, derived from it and
 * from a random id that is used once (HKDF-SHA256, RFC 5869).
 */
public final class DataKey implements AutoCloseable {
  /** Its length in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private DataKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes over an array, which the caller must not use again.
   *
   * @throws IllegalArgumentException if it is not of {@link #LENGTH}
   */
  public static DataKey takingOver(byte[] bytes) {
    if (bytes.length != LENGTH) {
      Arrays.fill(bytes, (byte) 0);
      throw new IllegalArgumentException("a data key has 32 bytes, not " + bytes.length);
    }
    return new DataKey(bytes);
  }

  /**
   * The key for one purpose and one object.
   *
   * @param purpose ASCII, such as {@code snapseal/1/segment}
   * @param id 16 bytes that are random and never used for another object
   */
  public Subkey subkey(String purpose, byte[] id) {
    byte[] label = purpose.getBytes(StandardCharsets.US_ASCII);
    byte[] info = Arrays.copyOf(label, label.length + 1 + id.length);
    System.arraycopy(id, 0, info, label.length + 1, id.length);
    return new Subkey(Hkdf.derive(bytes, new byte[0], info));
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "DataKey";
  }
}
