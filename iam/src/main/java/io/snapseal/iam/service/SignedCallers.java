package io.snapseal.iam.service;

import io.snapseal.iam.AccessKey;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Origin;
import io.snapseal.iam.SecretKey;
import io.snapseal.iam.Session;
import io.snapseal.iam.directory.AccessKeyOwner;
import io.snapseal.iam.directory.AccessKeyUses;
import io.snapseal.iam.directory.IdentityPolicies;
import io.snapseal.iam.organization.Memberships;
import io.snapseal.iam.policy.Identity;
import java.util.Optional;

/** Who signs with which access key: the account's root user, its users, and their sessions. */
public final class SignedCallers {
  private final String account;
  private final AccessKey rootKey;
  private final IdentityPolicies directory;
  private final Memberships memberships;
  private final Sessions sessions;
  private final AccessKeyUses uses;

  /**
   * @param account the account whose root user signs with {@code rootKey}
   */
  public SignedCallers(
      String account,
      AccessKey rootKey,
      IdentityPolicies directory,
      Memberships memberships,
      Sessions sessions,
      AccessKeyUses uses) {
    this.account = account;
    this.rootKey = rootKey;
    this.directory = directory;
    this.memberships = memberships;
    this.sessions = sessions;
    this.uses = uses;
  }

  /** The secret of a long-term key that may be used, or empty. In closed accounts nobody signs. */
  public Optional<SecretKey> secretOf(String accessKeyId) {
    if (accessKeyId.equals(rootKey.id())) {
      return memberships.isClosed(account) ? Optional.empty() : Optional.of(rootKey.secret());
    }
    return directory
        .ownerOf(accessKeyId)
        .filter(AccessKeyOwner::active)
        .filter(owner -> !memberships.isClosed(owner.account()))
        .map(AccessKeyOwner::secret);
  }

  /**
   * The session of a temporary key and its token, be it over or not; empty if there is none. A
   * session ends with the user or role it is of: who has that name later is somebody else.
   */
  public Optional<Session> sessionOf(String accessKeyId, String token) {
    return sessions
        .sealedIn(token)
        .filter(session -> session.accessKeyId().equals(accessKeyId))
        .filter(this::isStillSomebodys);
  }

  private boolean isStillSomebodys(Session session) {
    Identity who = session.identity();
    String owner = who.behind().orElse(who.arn());
    if (memberships.isClosed(who.account())) {
      return false;
    }
    return owner.equals(Caller.rootArn(who.account()))
        || directory
            .of(who.account(), owner)
            .filter(entity -> session.isOf(entity.id()))
            .isPresent();
  }

  /**
   * The caller that signed; its signature was checked before.
   *
   * @param service the signing name of the service it calls, for example {@code kms}
   * @param origin names the key that signed
   * @throws IllegalStateException if the key or the session is gone since
   */
  public Caller caller(Origin origin, Optional<String> token, String service, String region) {
    String accessKeyId = origin.accessKeyId().orElseThrow();
    if (token.isPresent()) {
      Session session = sessionOf(accessKeyId, token.get()).orElseThrow(() -> gone(accessKeyId));
      return new Caller(
          session.identity(),
          session.principalId(),
          Optional.of(session),
          region,
          Optional.empty(),
          origin);
    }
    if (accessKeyId.equals(rootKey.id())) {
      return longTerm(Identity.root(account), account, region, origin);
    }
    AccessKeyOwner owner = directory.ownerOf(accessKeyId).orElseThrow(() -> gone(accessKeyId));
    uses.note(accessKeyId, service, region);
    Identity who = new Identity(Identity.Kind.USER, owner.account(), owner.arn(), Optional.empty());
    return longTerm(who, owner.userId(), region, origin);
  }

  private static Caller longTerm(Identity who, String id, String region, Origin origin) {
    return new Caller(who, id, Optional.empty(), region, Optional.empty(), origin);
  }

  private static IllegalStateException gone(String accessKeyId) {
    return new IllegalStateException("access key " + accessKeyId + " is gone");
  }
}
