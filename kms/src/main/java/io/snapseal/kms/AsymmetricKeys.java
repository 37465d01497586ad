package io.snapseal.kms;

import io.snapseal.state.Row;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * The key pairs of asymmetric KMS keys. Both halves are wrapped together, so that whoever can write
 * the state cannot put another public key beside a private one.
 *
 * <pre>
 * 0    4   length n of the public key
 * 4    n   the public key, DER SubjectPublicKeyInfo
 * 4+n  …   the private key, DER PKCS #8
 * </pre>
 */
final class AsymmetricKeys {
  private final WrappedSecrets secrets;
  private final KeyPairs pairs;

  AsymmetricKeys(WrappedSecrets secrets, KeyPairs pairs) {
    this.secrets = secrets;
    this.pairs = pairs;
  }

  /** A new key pair for a key, wrapped. */
  String made(Row<KeyMetadata, KeyInternals> key) {
    KeyPair pair = pairs.made(key.shown().keySpecAsString());
    byte[] secret = pair.getPrivate().getEncoded();
    byte[] both = both(pair.getPublic(), secret);
    try {
      return secrets.wrapped(key, both);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(both, (byte) 0);
    }
  }

  /** Both halves in one, as they are wrapped. */
  static byte[] both(PublicKey publicKey, byte[] pkcs8) {
    byte[] shared = publicKey.getEncoded();
    return ByteBuffer.allocate(Integer.BYTES + shared.length + pkcs8.length)
        .putInt(shared.length)
        .put(shared)
        .put(pkcs8)
        .array();
  }

  PublicKey publicKey(Row<KeyMetadata, KeyInternals> key) {
    return read(
        key,
        both -> {
          byte[] shared = new byte[both.getInt()];
          both.get(shared);
          try {
            return factory(key).generatePublic(new X509EncodedKeySpec(shared));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** The JDK's private keys cannot be wiped: it is kept for one operation only. */
  PrivateKey privateKey(Row<KeyMetadata, KeyInternals> key) {
    return read(
        key,
        both -> {
          both.position(Integer.BYTES + both.getInt());
          byte[] secret = new byte[both.remaining()];
          both.get(secret);
          try {
            return factory(key).generatePrivate(new PKCS8EncodedKeySpec(secret));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          } finally {
            Arrays.fill(secret, (byte) 0);
          }
        });
  }

  private <T> T read(Row<KeyMetadata, KeyInternals> key, Function<ByteBuffer, T> reading) {
    byte[] both = secrets.opened(key);
    try {
      return reading.apply(ByteBuffer.wrap(both));
    } finally {
      Arrays.fill(both, (byte) 0);
    }
  }

  private static KeyFactory factory(Row<KeyMetadata, KeyInternals> key)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(KeySpecs.isRsa(key.shown().keySpec()) ? "RSA" : "EC");
  }
}
