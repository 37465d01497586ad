package io.snapseal.kms;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;

/**
 * RSA signatures of a digest (RFC 8017, sections 8.1 and 8.2): the JDK's own classes hash the
 * message themselves, but KMS also takes a message that is hashed already. The salt of RSASSA-PSS
 * is as long as the hash (KMS developer guide, "Key spec reference").
 */
final class RsaSignatures {
  /** The DER of DigestInfo before the digest (RFC 8017, section 9.2, note 1). */
  private static final Map<String, byte[]> DIGEST_INFO =
      Map.of(
          "SHA-256", hex("3031300d060960864801650304020105000420"),
          "SHA-384", hex("3041300d060960864801650304020205000430"),
          "SHA-512", hex("3051300d060960864801650304020305000440"));

  /** The encoding is a bit shorter than the modulus, which has whole octets in KMS. */
  private static final byte TOP_MASK = 0x7f;

  private final SecureRandom random;

  RsaSignatures(SecureRandom random) {
    this.random = random;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  byte[] sign(Key privateKey, boolean pss, String hash, byte[] digest)
      throws GeneralSecurityException {
    byte[] encoded = pss ? pss(privateKey, hash, digest) : pkcs1(octets(privateKey), hash, digest);
    return raw(Cipher.DECRYPT_MODE, privateKey, encoded);
  }

  boolean verify(Key publicKey, boolean pss, String hash, byte[] digest, byte[] signature)
      throws GeneralSecurityException {
    BigInteger number = new BigInteger(1, signature);
    boolean fits =
        signature.length == octets(publicKey)
            && number.compareTo(((RSAKey) publicKey).getModulus()) < 0;
    if (!fits) {
      return false;
    }
    byte[] encoded = raw(Cipher.ENCRYPT_MODE, publicKey, signature);
    return pss
        ? isPss(hash, digest, encoded)
        : MessageDigest.isEqual(encoded, pkcs1(octets(publicKey), hash, digest));
  }

  private static int octets(Key key) {
    return ((RSAKey) key).getModulus().bitLength() / Byte.SIZE;
  }

  private static byte[] raw(int mode, Key key, byte[] block) throws GeneralSecurityException {
    Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
    rsa.init(mode, key);
    return rsa.doFinal(block);
  }

  /** EMSA-PKCS1-v1_5: 00 01 FF … FF 00 DigestInfo digest. */
  private static byte[] pkcs1(int length, String hash, byte[] digest) {
    byte[] info = DIGEST_INFO.getOrDefault(hash, new byte[0]);
    byte[] encoded = new byte[length];
    Arrays.fill(encoded, (byte) 0xff);
    ByteBuffer.wrap(encoded)
        .put((byte) 0)
        .put((byte) 1)
        .position(length - info.length - digest.length - 1)
        .put((byte) 0)
        .put(info)
        .put(digest);
    return encoded;
  }

  /** EMSA-PSS-ENCODE (RFC 8017, section 9.1.1), for a modulus of whole octets. */
  private byte[] pss(Key key, String hash, byte[] digest) throws GeneralSecurityException {
    byte[] salt = new byte[digest.length];
    random.nextBytes(salt);
    byte[] seed = salted(hash, digest, salt);
    byte[] block = new byte[octets(key) - seed.length - 1];
    block[block.length - salt.length - 1] = 1;
    System.arraycopy(salt, 0, block, block.length - salt.length, salt.length);
    mask(hash, seed, block);
    block[0] &= TOP_MASK;
    return ByteBuffer.allocate(octets(key)).put(block).put(seed).put((byte) 0xbc).array();
  }

  /** EMSA-PSS-VERIFY (RFC 8017, section 9.1.2). */
  private static boolean isPss(String hash, byte[] digest, byte[] encoded)
      throws GeneralSecurityException {
    int end = encoded.length - 1;
    byte[] block = Arrays.copyOf(encoded, end - digest.length);
    byte[] seed = Arrays.copyOfRange(encoded, end - digest.length, end);
    if (encoded[end] != (byte) 0xbc || (block[0] & ~TOP_MASK) != 0) {
      return false;
    }
    mask(hash, seed, block);
    block[0] &= TOP_MASK;
    byte[] salt = Arrays.copyOfRange(block, block.length - digest.length, block.length);
    byte[] padding = new byte[block.length - salt.length];
    padding[padding.length - 1] = 1;
    return MessageDigest.isEqual(padding, Arrays.copyOf(block, padding.length))
        && MessageDigest.isEqual(seed, salted(hash, digest, salt));
  }

  private static byte[] salted(String hash, byte[] digest, byte[] salt)
      throws GeneralSecurityException {
    MessageDigest hashing = MessageDigest.getInstance(hash);
    hashing.update(new byte[8]);
    hashing.update(digest);
    return hashing.digest(salt);
  }

  /** MGF1 (RFC 8017, appendix B.2.1), laid over the block. */
  private static void mask(String hash, byte[] seed, byte[] block) throws GeneralSecurityException {
    MessageDigest hashing = MessageDigest.getInstance(hash);
    int done = 0;
    for (int counter = 0; done < block.length; counter++) {
      hashing.update(seed);
      byte[] part = hashing.digest(ByteBuffer.allocate(Integer.BYTES).putInt(counter).array());
      for (int i = 0; i < part.length && done < block.length; i++) {
        block[done++] ^= part[i];
      }
    }
  }
}
