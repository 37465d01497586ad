package io.snapseal.iam.policy;

import io.snapseal.iam.policy.Decision.Because;
import io.snapseal.iam.policy.Decision.DecidedBy;
import io.snapseal.iam.policy.Decision.Outcome;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policies.Required;
import io.snapseal.iam.policy.Policies.SharedByService;
import io.snapseal.iam.policy.Principals.Match;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is allowed: a pure function of the request and of all policies that
 * bear on it (IAM user guide, "Policy evaluation logic"; KMS developer guide, "Key policies").
 *
 * <p>A denial anywhere wins. Then every service control policy must allow, and then either the
 * identity's own policies do, within its boundary and its session's policies, or the resource names
 * the identity itself. A key or a role must let even its own account in. In another account both
 * sides must allow. A grant is enough by itself, in any account.
 */
public final class Evaluation {
  private final AccessRequest request;
  private final Policies policies;

  private Evaluation(AccessRequest request, Policies policies) {
    this.request = request;
    this.policies = policies;
  }

  /** The decision. */
  public static Decision evaluate(AccessRequest request, Policies policies) {
    return new Evaluation(request, policies).decide();
  }

  private Decision decide() {
    Decision denied = explicitDenial();
    if (denied != null) {
      return denied;
    }
    for (List<Named> level : policies.serviceControl()) {
      if (allowing(level) == null) {
        return silent(Because.SERVICE_CONTROL);
      }
    }
    if (policies.grant().isPresent()) {
      return allowed(Because.GRANT, new DecidedBy(policies.grant().get(), ""));
    }
    return policies.resource() instanceof Required required
        ? onProtected(required)
        : onUnprotected();
  }

  /** A resource without a policy is for its own account only, unless its service shares it. */
  private Decision onUnprotected() {
    return policies.resource() instanceof SharedByService
            || request.who().account().equals(request.resourceAccount())
        ? byIdentity()
        : silent(Because.RESOURCE);
  }

  private Decision onProtected(Required required) {
    Because because = required.trust() ? Because.TRUST : Because.RESOURCE;
    Found found = closest(required.named());
    if (found.match() == Match.NONE) {
      return silent(because);
    }
    if (!request.who().account().equals(request.resourceAccount())
        && request.who().kind() != Identity.Kind.SERVICE) {
      return byIdentity();
    }
    return switch (found.match()) {
      case DIRECT -> allowed(because, found.by());
      case WITHIN_LIMITS -> {
        Decision limit = limit();
        yield limit == null ? allowed(because, found.by()) : limit;
      }
      default -> byIdentity();
    };
  }

  /** The identity's own policies, within its limits. */
  private Decision byIdentity() {
    DecidedBy identity = allowing(policies.identity());
    if (identity == null && !request.who().isRoot()) {
      return silent(Because.IDENTITY);
    }
    Decision limit = limit();
    if (limit != null) {
      return limit;
    }
    return identity == null
        ? new Decision(Outcome.ALLOWED, Because.ROOT, Optional.empty())
        : allowed(Because.IDENTITY, identity);
  }

  private @Nullable Decision limit() {
    if (policies.boundary().isPresent() && allowing(List.of(policies.boundary().get())) == null) {
      return silent(Because.BOUNDARY);
    }
    if (!policies.session().isEmpty() && allowing(policies.session()) == null) {
      return silent(Because.SESSION);
    }
    return null;
  }

  private @Nullable Decision explicitDenial() {
    for (List<Named> level : policies.serviceControl()) {
      Decision denied = denial(level, Because.SERVICE_CONTROL);
      if (denied != null) {
        return denied;
      }
    }
    if (policies.resource() instanceof Required required) {
      Decision denied =
          denial(List.of(required.named()), required.trust() ? Because.TRUST : Because.RESOURCE);
      if (denied != null) {
        return denied;
      }
    }
    Decision denied = denial(policies.identity(), Because.IDENTITY);
    if (denied == null && policies.boundary().isPresent()) {
      denied = denial(List.of(policies.boundary().get()), Because.BOUNDARY);
    }
    return denied == null ? denial(policies.session(), Because.SESSION) : denied;
  }

  private @Nullable Decision denial(List<Named> among, Because because) {
    DecidedBy statement = first(among, false);
    return statement == null
        ? null
        : new Decision(Outcome.EXPLICIT_DENY, because, Optional.of(statement));
  }

  private @Nullable DecidedBy allowing(List<Named> among) {
    return first(among, true);
  }

  private @Nullable DecidedBy first(List<Named> among, boolean allows) {
    for (Named named : among) {
      for (Statement statement : named.policy().statements()) {
        if (statement.allows() == allows && statement.match(request) != Match.NONE) {
          return new DecidedBy(named.name(), statement.label());
        }
      }
    }
    return null;
  }

  /** The statement that allows the request most closely. */
  private Found closest(Named resourcePolicy) {
    Found found = new Found(Match.NONE, new DecidedBy(resourcePolicy.name(), ""));
    for (Statement statement : resourcePolicy.policy().statements()) {
      if (statement.allows()) {
        Match match = statement.match(request);
        if (match.compareTo(found.match()) > 0) {
          found = new Found(match, new DecidedBy(resourcePolicy.name(), statement.label()));
        }
      }
    }
    return found;
  }

  private record Found(Match match, DecidedBy by) {}

  private static Decision allowed(Because because, DecidedBy by) {
    return new Decision(Outcome.ALLOWED, because, Optional.of(by));
  }

  private static Decision silent(Because because) {
    return new Decision(Outcome.IMPLICIT_DENY, because, Optional.empty());
  }
}
