package io.snapseal.audit;

import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Which trails a region has, and their keys: what of them is not in their own files, so that they
 * cannot vanish unseen.
 */
final class Trails {
  private final StateStore state;
  private final SecretWrapping wrapping;
  private final Path directory;

  /** A trail that was begun, the newest of which is the current one. */
  record Begun(long number, TrailDirectory directory, ChainKey key) {}

  Trails(StateStore state, SecretWrapping wrapping, Path directory) {
    this.state = state;
    this.wrapping = wrapping;
    this.directory = directory;
  }

  /** All that were ever begun, oldest first. */
  List<Begun> all() {
    return state.read(
        handle ->
            handle
                .createQuery("select number, wrapped_key from audit_trail order by number")
                .map((row, context) -> begun(row.getLong("number"), row.getString("wrapped_key")))
                .list());
  }

  private Begun begun(long number, String wrapped) {
    byte[] key = wrapping.unwrap(name(number), Base64.getDecoder().decode(wrapped));
    return new Begun(number, at(number), new ChainKey(key));
  }

  TrailDirectory at(long number) {
    return new TrailDirectory(directory.resolve(Long.toString(number)));
  }

  /**
   * Begins a trail: its first file, then its row. Files without a row are of a start that was
   * killed, and are written anew: nothing was recorded in them.
   */
  Begun begin(long number, Instant now, SecureRandom random) throws IOException {
    byte[] bytes = new byte[ChainKey.BYTES];
    random.nextBytes(bytes);
    String wrapped = Base64.getEncoder().encodeToString(wrapping.wrap(name(number), bytes));
    ChainKey key = new ChainKey(bytes);
    at(number).begin(key);
    state.change(
        handle ->
            handle
                .createUpdate(
                    "insert into audit_trail (number, wrapped_key, begun)"
                        + " values (:number, :key, :begun)")
                .bind("number", number)
                .bind("key", wrapped)
                .bind("begun", now.toString())
                .execute());
    return new Begun(number, at(number), key);
  }

  private static String name(long number) {
    return "audit trail " + number;
  }
}
