package io.snapseal.iam;

import io.snapseal.iam.Identities.Held;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.policy.AccessRequest;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Evaluation;
import io.snapseal.iam.policy.Policies;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The one place where a request is allowed or denied: all policies that bear on it, evaluated. */
public final class Authorizer {
  private static final int ACCOUNT = 4;
  private static final int ARN_PARTS = 6;

  /** What stands in the ARN of what belongs to nobody, or to AWS for everybody. */
  private static final Set<String> EVERYBODYS = Set.of("", "aws");

  private final Identities identities;
  private final GlobalKeys globalKeys;
  private final Trail trail;

  /**
   * @param identities where the policies of callers are found
   * @param clock gives {@code aws:CurrentTime}
   * @param trail where calls are recorded, with what was decided about them
   */
  public Authorizer(Identities identities, Clock clock, Trail trail) {
    this.identities = identities;
    this.globalKeys = new GlobalKeys(clock);
    this.trail = trail;
  }

  /** Decides on one action and resource. */
  public Decided decide(Caller caller, Need need) {
    Held held = held(caller);
    Optional<String> owner = owner(need.resource());
    AccessRequest request =
        new AccessRequest(
            caller.who(),
            need.action(),
            need.resource(),
            owner.orElse(caller.account()),
            context(caller, held)
                .with(owner.map(account -> ownerKeys(caller, held, account)).orElse(Map.of()))
                .with(need.keys()));
    Decision decision = Evaluation.evaluate(request, policies(held, need, Optional.empty()));
    if (decision.outcome() == Decision.Outcome.IMPLICIT_DENY) {
      Optional<String> grant = need.grant().get();
      if (grant.isPresent()) {
        decision = Evaluation.evaluate(request, policies(held, need, grant));
      }
    }
    return new Decided(request, decision);
  }

  private static Policies policies(Held held, Need need, Optional<String> grant) {
    return new Policies(
        held.identity(),
        held.boundary(),
        held.session(),
        held.serviceControl(),
        need.policy(),
        grant);
  }

  /** What a caller holds. */
  public Held held(Caller caller) {
    return identities.of(caller);
  }

  /** Where in an organization an account is; empty if it is in none. */
  public Optional<Membership> membership(String account) {
    return identities.membership(account);
  }

  /** The condition keys of every request of a caller who holds that. */
  public Context context(Caller caller, Held held) {
    return Context.of(globalKeys.of(caller, held));
  }

  /** Where the calls that are decided on here are recorded. */
  Trail trail() {
    return trail;
  }

  /** A decision, and on what. */
  public record Decided(AccessRequest request, Decision decision) {
    /** The reason of a denial in AWS's words, or empty if allowed. */
    public Optional<String> denial() {
      return decision.isAllowed() ? Optional.empty() : Optional.of(decision.sentence(request));
    }
  }

  private Map<String, List<String>> ownerKeys(Caller caller, Held held, String account) {
    return GlobalKeys.ofOwner(
        account,
        account.equals(caller.account()) ? held.membership() : identities.membership(account));
  }

  /** What names no account, as {@code *} or a service's own ARN, is looked up in the caller's. */
  private static Optional<String> owner(String resource) {
    String[] parts = resource.split(":", ARN_PARTS);
    return parts.length <= ACCOUNT || !parts[0].equals("arn") || EVERYBODYS.contains(parts[ACCOUNT])
        ? Optional.empty()
        : Optional.of(parts[ACCOUNT]);
  }
}
