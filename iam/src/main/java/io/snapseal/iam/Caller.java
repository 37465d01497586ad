package io.snapseal.iam;

import io.snapseal.iam.policy.Identity;
import io.snapseal.state.Scope;
import java.util.Objects;
import java.util.Optional;

/**
 * Who makes a request, and from where. A value: passed along, never looked up from a thread.
 *
 * @param who the principal, as policies name it
 * @param principalId the unique id of the principal; for root it is the account id
 * @param session the session in which it acts, if it signed with temporary credentials
 * @param region the region the request is for
 * @param viaService the service that makes the request on the principal's behalf, for example
 *     {@code rds.eu-west-1.amazonaws.com} (the condition key {@code kms:ViaService})
 * @param origin where the request came from
 */
public record Caller(
    Identity who,
    String principalId,
    Optional<Session> session,
    String region,
    Optional<String> viaService,
    Origin origin) {

  public Caller {
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(region, "region");
  }

  /** The account's root user, calling from inside the process. */
  public static Caller root(String account, String region, String requestId) {
    return local(Identity.root(account), account, region, requestId);
  }

  /**
   * A service itself, in the background, for an account: it may do what it was granted.
   *
   * @param service the service's short name, for example {@code rds}
   */
  public static Caller service(String service, String account, String region, String requestId) {
    String name = serviceName(service, region);
    return local(
        new Identity(Identity.Kind.SERVICE, account, name, Optional.empty()),
        name,
        region,
        requestId);
  }

  /** The principal name of a region's service, for example {@code rds.eu-west-1.amazonaws.com}. */
  public static String serviceName(String service, String region) {
    return service + "." + region + ".amazonaws.com";
  }

  /** Anybody, calling from inside the process. */
  public static Caller local(Identity who, String id, String region, String requestId) {
    return new Caller(who, id, Optional.empty(), region, Optional.empty(), Origin.local(requestId));
  }

  /** The caller's twelve-digit account id. */
  public String account() {
    return who.account();
  }

  /** For example {@code arn:aws:iam::123456789012:root}. */
  public String principalArn() {
    return who.arn();
  }

  /** The ARN of an account's root user. */
  public static String rootArn(String account) {
    return "arn:aws:iam::" + account + ":root";
  }

  /** The account and region that the request's names are looked up in. */
  public Scope scope() {
    return new Scope(account(), region);
  }

  /** Whether this is the account's root user. */
  public boolean isRoot() {
    return who.kind() == Identity.Kind.ROOT;
  }

  /** Whether this is a service itself, in the background. */
  public boolean isService() {
    return who.kind() == Identity.Kind.SERVICE;
  }

  /**
   * The same principal, acting through a service: RDS asks KMS on the user's behalf.
   *
   * @param service the service's short name, for example {@code rds}
   */
  public Caller via(String service) {
    return new Caller(
        who, principalId, session, region, Optional.of(serviceName(service, region)), origin);
  }

  /** The same principal, in another region. */
  public Caller in(String otherRegion) {
    return new Caller(
        who,
        principalId,
        session,
        otherRegion,
        viaService.map(service -> service.replace("." + region + ".", "." + otherRegion + ".")),
        origin);
  }

  /** Whether the request comes through the service of that short name, in this region. */
  public boolean isVia(String service) {
    return viaService.filter(serviceName(service, region)::equals).isPresent();
  }
}
