package io.snapseal.iam.service;

import io.snapseal.iam.directory.SecretWrapping;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A wrapping that really encrypts, under a key that every fixture shares. */
final class FakeWrapping implements SecretWrapping {
  private static final int NONCE = 12;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  FakeWrapping() {
    this((byte) 7);
  }

  FakeWrapping(byte seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, seed);
    key = new SecretKeySpec(bytes, "AES");
  }

  @Override
  public byte[] wrap(String name, byte[] secret) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, name, nonce, secret);
    byte[] wrapped = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, wrapped, NONCE, sealed.length);
    return wrapped;
  }

  @Override
  public byte[] unwrap(String name, byte[] wrapped) {
    if (wrapped.length < NONCE) {
      throw new IllegalArgumentException("too short");
    }
    return run(
        Cipher.DECRYPT_MODE,
        name,
        Arrays.copyOf(wrapped, NONCE),
        Arrays.copyOfRange(wrapped, NONCE, wrapped.length));
  }

  private byte[] run(int mode, String name, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(128, nonce));
      cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not wrapped under " + name, e);
    }
  }
}
