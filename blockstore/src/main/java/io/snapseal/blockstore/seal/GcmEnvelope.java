package io.snapseal.blockstore.seal;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM (NIST SP 800-38D): a 96-bit nonce, a 128-bit tag after the ciphertext. */
final class GcmEnvelope implements Envelope {
  static final int ONE_PIECE = Integer.MAX_VALUE;

  /**
   * The JDK's cipher takes a minute to get fast on large inputs and is fast at once on small ones.
   */
  static final int JDK_PIECE = 16 * 1024;

  private final Cipher cipher;
  private final Subkey key;
  private final int piece;

  GcmEnvelope(Cipher cipher, Subkey key, int piece) {
    this.cipher = cipher;
    this.key = key;
    this.piece = piece;
  }

  @Override
  public void seal(
      byte[] nonce, byte[] context, byte[] in, int offset, int length, byte[] out, int outOffset) {
    try {
      begin(Cipher.ENCRYPT_MODE, nonce, context);
      run(in, offset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing cannot fail", e);
    }
  }

  @Override
  public boolean open(
      byte[] nonce, byte[] context, byte[] in, int offset, int length, byte[] out, int outOffset) {
    if (length < TAG) {
      return false;
    }
    try {
      begin(Cipher.DECRYPT_MODE, nonce, context);
      run(in, offset, length, out, outOffset);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening fails with a bad tag only", e);
    }
  }

  private void begin(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(context);
  }

  private void run(byte[] in, int offset, int length, byte[] out, int outOffset)
      throws GeneralSecurityException {
    int read = 0;
    int written = 0;
    while (length - read > piece) {
      written += cipher.update(in, offset + read, piece, out, outOffset + written);
      read += piece;
    }
    cipher.doFinal(in, offset + read, length - read, out, outOffset + written);
  }

  @Override
  public void close() {
    key.destroy();
  }
}
