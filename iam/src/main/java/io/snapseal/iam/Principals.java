package io.snapseal.iam;

import io.snapseal.iam.policy.Identity;
import java.util.Map;
import java.util.Optional;

/** Who owns which access key. Today: each account's root user and its root key. */
public final class Principals {
  private final Map<String, Owned> byKeyId;

  private record Owned(String account, AccessKey key) {}

  private Principals(Map<String, Owned> byKeyId) {
    this.byKeyId = byKeyId;
  }

  /** One account with its root user's access key. */
  public static Principals root(String account, AccessKey key) {
    return new Principals(Map.of(key.id(), new Owned(account, key)));
  }

  /** The secret of an access key, or empty if there is no such key. */
  public Optional<SecretKey> secretOf(String accessKeyId) {
    return Optional.ofNullable(byKeyId.get(accessKeyId)).map(owned -> owned.key().secret());
  }

  /**
   * The caller that signed with an access key.
   *
   * @throws IllegalArgumentException if there is no such key; its signature was checked before
   */
  public Caller caller(
      String accessKeyId,
      String region,
      String sourceAddress,
      boolean secureTransport,
      String requestId) {
    Owned owned = byKeyId.get(accessKeyId);
    if (owned == null) {
      throw new IllegalArgumentException("no access key " + accessKeyId);
    }
    return new Caller(
        Identity.root(owned.account()),
        owned.account(),
        SessionLimits.NONE,
        region,
        sourceAddress,
        secureTransport,
        Optional.empty(),
        requestId);
  }
}
