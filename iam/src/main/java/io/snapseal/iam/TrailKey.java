package io.snapseal.iam;

import io.snapseal.iam.directory.SecretWrapping;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The key of an audit trail as it is at rest: what says, apart from the trail's own files, that
 * there is such a trail.
 *
 * @param number the trail's number, from 1
 * @param wrapped the key, wrapped under the trail's name, in base64
 */
public record TrailKey(long number, String wrapped) {

  /** Wraps a new trail's key. */
  public static TrailKey of(SecretWrapping wrapping, long number, byte[] key) {
    return new TrailKey(
        number, Base64.getEncoder().encodeToString(wrapping.wrap(name(number), key)));
  }

  /** Those of all trails that were ever begun, oldest first. */
  public static List<TrailKey> all(Handle handle) {
    return handle
        .createQuery("select number, wrapped_key from audit_trail order by number")
        .map((row, context) -> new TrailKey(row.getLong("number"), row.getString("wrapped_key")))
        .list();
  }

  /** Adds it. */
  public void insert(Handle handle, Instant begun) {
    handle
        .createUpdate(
            "insert into audit_trail (number, wrapped_key, begun) values (:number, :key, :begun)")
        .bind("number", number)
        .bind("key", wrapped)
        .bind("begun", begun.toString())
        .execute();
  }

  /** Replaces it. */
  public void update(Handle handle) {
    handle
        .createUpdate("update audit_trail set wrapped_key = :key where number = :number")
        .bind("number", number)
        .bind("key", wrapped)
        .execute();
  }

  /** The key; empty if it does not open: it was changed, or is another region's. */
  public Optional<byte[]> opened(SecretWrapping wrapping) {
    try {
      return Optional.of(wrapping.unwrap(name(number), Base64.getDecoder().decode(wrapped)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it opens by that wrapping. */
  public boolean opensBy(SecretWrapping wrapping) {
    Optional<byte[]> key = opened(wrapping);
    key.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    return key.isPresent();
  }

  /** The same key under another wrapping; one that does not open is left as it is, as evidence. */
  public TrailKey rewrapped(SecretWrapping from, SecretWrapping to) {
    Optional<byte[]> key = opened(from);
    if (key.isEmpty()) {
      return this;
    }
    try {
      return of(to, number, key.get());
    } finally {
      Arrays.fill(key.get(), (byte) 0);
    }
  }

  private static String name(long number) {
    return "audit trail " + number;
  }
}
