package io.snapseal.blockstore.decoder;

import static io.snapseal.blockstore.decoder.Bytes.hmac;
import static io.snapseal.blockstore.decoder.Bytes.require;
import static io.snapseal.blockstore.decoder.Bytes.sha256;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Opens sealed bytes, or checks unsealed ones. */
final class Seal {
  private static final int TAG = 16;

  private final byte @Nullable [] key;

  Seal(byte @Nullable [] key) {
    this.key = key;
  }

  byte[] open(int domain, long position, byte[] context, byte[] sealed)
      throws GeneralSecurityException {
    if (key == null) {
      byte[] payload = Arrays.copyOf(sealed, sealed.length - TAG);
      byte[] tag = Arrays.copyOfRange(sealed, sealed.length - TAG, sealed.length);
      require(Arrays.equals(tag, Arrays.copyOf(sha256(context, payload), TAG)), "plain tag");
      return payload;
    }
    byte[] nonce = ByteBuffer.allocate(12).putInt(domain).putLong(position).array();
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    gcm.updateAAD(context);
    return gcm.doFinal(sealed);
  }

  static byte @Nullable [] subkey(byte @Nullable [] dataKey, String purpose, byte[] id)
      throws GeneralSecurityException {
    if (dataKey == null) {
      return null;
    }
    byte[] label = purpose.getBytes(StandardCharsets.US_ASCII);
    byte[] info =
        ByteBuffer.allocate(label.length + 1 + id.length + 1)
            .put(label)
            .put((byte) 0)
            .put(id)
            .put((byte) 1)
            .array();
    return hmac(hmac(new byte[32], dataKey), info);
  }
}
