package io.snapseal.audit;

import io.snapseal.iam.TrailKey;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which trails a region has, and their keys: what of them is not in their own files, so that they
 * cannot vanish unseen.
 */
final class Trails {
  private static final Logger LOG = LoggerFactory.getLogger(Trails.class);

  private final StateStore state;
  private final SecretWrapping wrapping;
  private final Path directory;

  /**
   * A trail that was begun, the newest of which is the current one.
   *
   * @param key empty if it does not open
   */
  record Begun(long number, TrailDirectory directory, Optional<ChainKey> key) {
    /** Checks its files, if they can be. */
    TrailCheck.Found check(Checking how) throws IOException {
      if (key.isEmpty()) {
        return TrailCheck.nothing("its key does not open");
      }
      return directory.exists()
          ? how.check(directory, key.get())
          : TrailCheck.nothing("all of its files are missing");
    }
  }

  /** How much is checked. */
  interface Checking {
    TrailCheck.Found check(TrailDirectory directory, ChainKey key) throws IOException;
  }

  Trails(StateStore state, SecretWrapping wrapping, Path directory) {
    this.state = state;
    this.wrapping = wrapping;
    this.directory = directory;
  }

  /** All that were ever begun, oldest first. */
  List<Begun> all() {
    return state.read(TrailKey::all).stream()
        .map(
            kept ->
                new Begun(
                    kept.number(), at(kept.number()), kept.opened(wrapping).map(ChainKey::new)))
        .toList();
  }

  TrailDirectory at(long number) {
    return new TrailDirectory(directory.resolve(Long.toString(number)));
  }

  /**
   * Begins a trail: its first file, then its row. Files without a row and without a line are of a
   * start that was killed, and are written anew. With lines, they are of a trail that the region's
   * state has forgotten: evidence, which is kept beside.
   */
  Begun begin(long number, Instant now, SecureRandom random) throws IOException {
    if (at(number).hasLines()) {
      LOG.error(
          "the region's state does not know of an audit trail that is there: it is kept in {}",
          at(number).setAside());
    }
    byte[] bytes = new byte[ChainKey.BYTES];
    random.nextBytes(bytes);
    TrailKey kept = TrailKey.of(wrapping, number, bytes);
    ChainKey key = new ChainKey(bytes);
    at(number).begin(key);
    state.change(handle -> kept.insert(handle, now));
    return new Begun(number, at(number), Optional.of(key));
  }
}
