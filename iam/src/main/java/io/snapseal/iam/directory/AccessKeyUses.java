package io.snapseal.iam.directory;

import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Notes when access keys sign, for GetAccessKeyLastUsed: no more often than it pays to write. */
public final class AccessKeyUses {
  private static final Duration APART = Duration.ofMinutes(15);

  private final StateStore state;
  private final Clock clock;

  public AccessKeyUses(StateStore state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * Notes a use; does nothing for a key that is not there or was noted within fifteen minutes.
   *
   * @param service the service's short name, for example {@code kms}
   */
  public void note(String accessKeyId, String service, String region) {
    long now = clock.millis();
    if (state.read(handle -> due(handle, accessKeyId, now))) {
      state.change(handle -> write(handle, accessKeyId, now, service, region));
    }
  }

  private static boolean due(Handle handle, String accessKeyId, long now) {
    return Directory.ACCESS_KEYS
        .find(handle, Directory.ACCESS_KEY_SCOPE, accessKeyId)
        .map(key -> key.internal().lastUse())
        .map(use -> now - use.atMs() >= APART.toMillis())
        .orElse(true);
  }

  private static void write(
      Handle handle, String accessKeyId, long now, String service, String region) {
    Directory.ACCESS_KEYS
        .find(handle, Directory.ACCESS_KEY_SCOPE, accessKeyId)
        .ifPresent(
            key ->
                Directory.ACCESS_KEYS.update(
                    handle,
                    key.keep(
                        key.internal().used(new AccessKeyInternals.Use(now, service, region)))));
  }
}
