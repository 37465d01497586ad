package io.snapseal.blockstore.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The seal left out: where the tag would be stands SHA-256 of context and payload, cut to 128 bits.
 */
public final class PlainEnvelope implements Envelope {
  private final MessageDigest sha256;

  /** An envelope without a key. */
  public PlainEnvelope() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void seal(
      byte[] nonce, byte[] context, byte[] in, int offset, int length, byte[] out, int outOffset) {
    byte[] tag = tag(context, in, offset, length);
    System.arraycopy(in, offset, out, outOffset, length);
    System.arraycopy(tag, 0, out, outOffset + length, TAG);
  }

  @Override
  public boolean open(
      byte[] nonce, byte[] context, byte[] in, int offset, int length, byte[] out, int outOffset) {
    int payload = length - TAG;
    if (payload < 0) {
      return false;
    }
    byte[] stored = Arrays.copyOfRange(in, offset + payload, offset + length);
    System.arraycopy(in, offset, out, outOffset, payload);
    return MessageDigest.isEqual(stored, tag(context, in, offset, payload));
  }

  private byte[] tag(byte[] context, byte[] in, int offset, int length) {
    sha256.update(context);
    sha256.update(in, offset, length);
    return Arrays.copyOf(sha256.digest(), TAG);
  }

  @Override
  public void close() {}
}
