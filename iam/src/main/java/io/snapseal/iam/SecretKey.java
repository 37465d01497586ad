package io.snapseal.iam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret half of an access key. It prints as nothing and compares in constant time. */
public final class SecretKey {
  private final String value;

  private SecretKey(String value) {
    this.value = value;
  }

  /** Holds a secret. */
  public static SecretKey of(String value) {
    return new SecretKey(value);
  }

  /** The secret itself. Needed to check a signature and to write the credentials file. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretKey that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return SecretKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "SecretKey(hidden)";
  }
}
