package io.snapseal.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The secret half of an access key, or a session token. It prints as nothing. */
public final class SecretAccessKey {
  private final byte[] utf8;

  private SecretAccessKey(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * Holds a secret.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static SecretAccessKey of(String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("a secret access key is not empty");
    }
    return new SecretAccessKey(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code "AWS4" + secret}, the first key of the chain. The caller wipes it. */
  byte[] signingSeed() {
    byte[] prefix = "AWS4".getBytes(StandardCharsets.US_ASCII);
    byte[] seed = Arrays.copyOf(prefix, prefix.length + utf8.length);
    System.arraycopy(utf8, 0, seed, prefix.length, utf8.length);
    return seed;
  }

  /** The value itself: the one way out. */
  public String reveal() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretAccessKey that && MessageDigest.isEqual(utf8, that.utf8);
  }

  /** The same for all: a hash of a secret is a part of it. */
  @Override
  public int hashCode() {
    return SecretAccessKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "SecretAccessKey(hidden)";
  }
}
