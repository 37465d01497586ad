package io.snapseal.iam;

import io.snapseal.iam.Identities.Held;
import io.snapseal.iam.policy.Identity;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The condition keys of every request (IAM user guide, "AWS global condition context keys"). */
final class GlobalKeys {
  private final Clock clock;

  GlobalKeys(Clock clock) {
    this.clock = clock;
  }

  Map<String, List<String>> of(Caller caller, Held held) {
    Map<String, List<String>> keys = new HashMap<>();
    Identity who = caller.who();
    put(keys, "aws:PrincipalArn", who.behind().orElse(who.arn()));
    put(keys, "aws:PrincipalAccount", who.account());
    put(keys, "aws:PrincipalType", type(who.kind()));
    put(keys, "aws:userid", caller.principalId());
    if (who.kind() == Identity.Kind.USER) {
      put(keys, "aws:username", who.arn().substring(who.arn().lastIndexOf('/') + 1));
    }
    boolean service = who.kind() == Identity.Kind.SERVICE;
    put(keys, "aws:PrincipalIsAWSService", Boolean.toString(service));
    if (service) {
      put(keys, "aws:PrincipalServiceName", who.arn());
    }
    if (!service) {
      held.membership().ifPresent(membership -> organization(keys, "aws:Principal", membership));
    }
    held.tags().forEach((key, value) -> put(keys, "aws:PrincipalTag/" + key, value));
    origin(keys, caller);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    put(keys, "aws:CurrentTime", now.toString());
    put(keys, "aws:EpochTime", Long.toString(now.getEpochSecond()));
    return keys;
  }

  /** Whose the resource is, if its ARN says so. */
  static Map<String, List<String>> ofOwner(String account, Optional<Membership> membership) {
    Map<String, List<String>> keys = new HashMap<>();
    put(keys, "aws:ResourceAccount", account);
    membership.ifPresent(of -> organization(keys, "aws:Resource", of));
    return keys;
  }

  private static void organization(
      Map<String, List<String>> keys, String prefix, Membership membership) {
    put(keys, prefix + "OrgID", membership.organizationId());
    put(keys, prefix + "OrgPaths", membership.path());
  }

  /** What a service asks on somebody's behalf does not come from that one's address. */
  private static void origin(Map<String, List<String>> keys, Caller caller) {
    put(keys, "aws:RequestedRegion", caller.region());
    put(keys, "aws:ViaAWSService", Boolean.toString(caller.viaService().isPresent()));
    caller
        .viaService()
        .ifPresentOrElse(
            service -> {
              String called = service.replaceFirst("\\..*", ".amazonaws.com");
              put(keys, "aws:CalledVia", called);
              put(keys, "aws:CalledViaFirst", called);
              put(keys, "aws:CalledViaLast", called);
            },
            () -> put(keys, "aws:SourceIp", caller.origin().sourceAddress()));
    put(keys, "aws:SecureTransport", Boolean.toString(caller.origin().secureTransport()));
  }

  private static String type(Identity.Kind kind) {
    return switch (kind) {
      case ROOT -> "Account";
      case USER -> "User";
      case ROLE_SESSION -> "AssumedRole";
      case FEDERATED_USER -> "FederatedUser";
      case SERVICE -> "Service";
    };
  }

  private static void put(Map<String, List<String>> keys, String key, String value) {
    keys.put(key, List.of(value));
  }
}
