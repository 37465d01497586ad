package io.snapseal.blockstore.seal;

/**
 * Binds payloads to where they belong. Sealed, nobody without the key can read a payload, or make
 * or change one unnoticed. Unsealed, accidents are noticed and nothing more.
 *
 * <p>Used by one thread at a time. Payload and output must not overlap.
 */
public interface Envelope extends AutoCloseable {
  /** How much longer a payload gets, in bytes. */
  int TAG = 16;

  /** The length of a nonce, in bytes. */
  int NONCE = 12;

  /**
   * Writes a payload, sealed, and its tag: {@code length + TAG} bytes.
   *
   * @param nonce never the same twice under one key
   * @param context what the payload is bound to; not stored
   */
  void seal(
      byte[] nonce, byte[] context, byte[] in, int offset, int length, byte[] out, int outOffset);

  /**
   * Reverses {@link #seal}, writing {@code length - TAG} bytes.
   *
   * @return false if this is not what was sealed with this nonce and context: the output is garbage
   */
  boolean open(
      byte[] nonce, byte[] context, byte[] in, int offset, int length, byte[] out, int outOffset);

  /** Wipes the key. */
  @Override
  void close();
}
