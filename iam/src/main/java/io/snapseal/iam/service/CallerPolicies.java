package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.IdentityDocuments;
import io.snapseal.iam.directory.IdentityPolicies;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.Policies.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a caller is to policies, and which of them limit what it may do: what AssumeRole needs of the
 * caller beside the role's trust policy.
 *
 * @param identity the policies of the user or role
 * @param sessionPolicies those that limit the caller's own session
 * @param context the request's condition keys, as far as they do not depend on the operation
 * @param session the session in which the caller acts, if it signed with temporary credentials
 */
public record CallerPolicies(
    Identity who,
    List<Named> identity,
    Optional<Named> boundary,
    List<Named> sessionPolicies,
    Context context,
    Optional<Session> session) {
  private static final Pattern ROLE_SESSION =
      Pattern.compile("arn:aws:sts::(\\d{12}):assumed-role/([^/]+)/[^/]+");

  /** By the caller's ARN alone, for callers that have no session or one without policies. */
  public static Function<Caller, CallerPolicies> byArn(IdentityPolicies policies) {
    return caller -> {
      Identity who = identity(caller, policies);
      Optional<IdentityDocuments> documents =
          policies
              .of(caller.account(), who.behind().orElse(who.arn()))
              .filter(found -> isOf(caller, found));
      return new CallerPolicies(
          who,
          documents.map(IdentityDocuments::identity).orElse(List.of()),
          documents.flatMap(IdentityDocuments::boundary),
          List.of(),
          context(caller, who, documents),
          Optional.empty());
    };
  }

  /**
   * A session's role is found by its name. If it is not the role that was assumed, which is gone
   * then, the session is of nobody: its unique id names no one in any policy.
   */
  private static Identity identity(Caller caller, IdentityPolicies policies) {
    String arn = caller.principalArn();
    Matcher session = ROLE_SESSION.matcher(arn);
    if (session.matches()) {
      String role =
          policies
              .ofRoleNamed(caller.account(), session.group(2))
              .filter(found -> isOf(caller, found))
              .map(IdentityDocuments::arn)
              .orElse(caller.principalId());
      return new Identity(Identity.Kind.ROLE_SESSION, caller.account(), arn, Optional.of(role));
    }
    Identity.Kind kind = caller.isRoot() ? Identity.Kind.ROOT : Identity.Kind.USER;
    return new Identity(kind, caller.account(), arn, Optional.empty());
  }

  /** IAM user guide, "AWS global condition context keys", "Properties of the principal". */
  private static Context context(
      Caller caller, Identity who, Optional<IdentityDocuments> documents) {
    Map<String, List<String>> keys = new HashMap<>();
    keys.put("aws:PrincipalArn", List.of(who.behind().orElse(who.arn())));
    keys.put("aws:PrincipalAccount", List.of(who.account()));
    keys.put("aws:userid", List.of(caller.principalId()));
    if (who.kind() == Identity.Kind.USER) {
      EntityArn.parse(who.arn()).ifPresent(u -> keys.put("aws:username", List.of(u.name())));
    }
    documents.ifPresent(
        entity -> entity.tags().forEach((k, v) -> keys.put("aws:PrincipalTag/" + k, List.of(v))));
    return Context.of(keys);
  }

  private static boolean isOf(Caller caller, IdentityDocuments entity) {
    String id = caller.principalId();
    return id.equals(entity.id()) || id.startsWith(entity.id() + ":");
  }
}
