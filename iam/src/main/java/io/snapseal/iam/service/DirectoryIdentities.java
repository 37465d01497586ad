package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Identities;
import io.snapseal.iam.Membership;
import io.snapseal.iam.Session;
import io.snapseal.iam.directory.IdentityDocuments;
import io.snapseal.iam.directory.IdentityPolicies;
import io.snapseal.iam.organization.Memberships;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.Policies.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What callers hold, by this region's directory. Whoever was deleted since holds nothing, and
 * whoever has the name now is somebody else.
 */
public final class DirectoryIdentities implements Identities {
  private final IdentityPolicies directory;
  private final Memberships memberships;

  public DirectoryIdentities(IdentityPolicies directory, Memberships memberships) {
    this.directory = directory;
    this.memberships = memberships;
  }

  @Override
  public Held of(Caller caller) {
    Identity who = caller.who();
    Held limited = limited(caller);
    if (who.kind() == Identity.Kind.ROOT || who.kind() == Identity.Kind.SERVICE) {
      return limited;
    }
    return directory
        .of(caller.account(), who.behind().orElse(who.arn()))
        .filter(entity -> isStill(caller, entity))
        .map(entity -> held(caller, entity, limited))
        .orElse(limited);
  }

  @Override
  public Optional<Membership> membership(String account) {
    return memberships.of(account);
  }

  private static Held held(Caller caller, IdentityDocuments entity, Held limited) {
    Map<String, String> tags = new HashMap<>(entity.tags());
    caller.session().ifPresent(session -> tags.putAll(session.tags()));
    return new Held(
        entity.identity(),
        entity.boundary(),
        limited.session(),
        limited.serviceControl(),
        tags,
        limited.membership());
  }

  /**
   * What limits a caller whoever it is. Service control policies limit root users, too, but no
   * service (Organizations user guide, "Service control policies").
   */
  private Held limited(Caller caller) {
    Optional<Membership> membership = memberships.of(caller.account());
    boolean service = caller.who().kind() == Identity.Kind.SERVICE;
    return new Held(
        List.of(),
        Optional.empty(),
        limits(caller),
        service ? List.of() : membership.map(Membership::serviceControl).orElse(List.of()),
        Map.of(),
        membership);
  }

  /** What a session was given when it was made; a federated one was given something always. */
  private List<Named> limits(Caller caller) {
    return caller
        .session()
        .map(session -> directory.limits(session.policies(), session.policyArns()))
        .orElse(List.of());
  }

  private static boolean isStill(Caller caller, IdentityDocuments entity) {
    Optional<Session> session = caller.session();
    return session.isPresent()
        ? session.get().isOf(entity.id())
        : caller.principalId().equals(entity.id());
  }
}
