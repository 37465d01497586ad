package io.snapseal.iam;

import io.snapseal.state.Scope;
import java.util.Objects;
import java.util.Optional;

/**
 * Who makes a request, and from where. A value: passed along, never looked up from a thread.
 *
 * @param account the caller's twelve-digit account id
 * @param principalArn for example {@code arn:aws:iam::123456789012:root}
 * @param principalId the unique id of the principal; for root it is the account id
 * @param region the region the request is for
 * @param sourceAddress the IP address the request came from
 * @param secureTransport whether it came over TLS
 * @param viaService the service that makes the request on the principal's behalf, for example
 *     {@code rds.eu-west-1.amazonaws.com} (the condition key {@code kms:ViaService})
 * @param requestId the id under which the request is answered and logged
 */
public record Caller(
    String account,
    String principalArn,
    String principalId,
    String region,
    String sourceAddress,
    boolean secureTransport,
    Optional<String> viaService,
    String requestId) {

  public Caller {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(principalArn, "principalArn");
    Objects.requireNonNull(region, "region");
  }

  /** The account's root user, calling from inside the process. */
  public static Caller root(String account, String region, String requestId) {
    return new Caller(
        account,
        rootArn(account),
        account,
        region,
        "127.0.0.1",
        false,
        Optional.empty(),
        requestId);
  }

  /** The ARN of an account's root user. */
  public static String rootArn(String account) {
    return "arn:aws:iam::" + account + ":root";
  }

  /** The account and region that the request's names are looked up in. */
  public Scope scope() {
    return new Scope(account, region);
  }

  /** Whether this is the account's root user. */
  public boolean isRoot() {
    return principalArn.equals(rootArn(account));
  }

  /**
   * The same principal, acting through a service: RDS asks KMS on the user's behalf.
   *
   * @param service the service's short name, for example {@code rds}
   */
  public Caller via(String service) {
    return new Caller(
        account,
        principalArn,
        principalId,
        region,
        sourceAddress,
        secureTransport,
        Optional.of(service + "." + region + ".amazonaws.com"),
        requestId);
  }

  /** The same principal, in another region. */
  public Caller in(String otherRegion) {
    return new Caller(
        account,
        principalArn,
        principalId,
        otherRegion,
        sourceAddress,
        secureTransport,
        viaService.map(service -> service.replace("." + region + ".", "." + otherRegion + ".")),
        requestId);
  }

  /** Whether the request comes through the service of that short name, in this region. */
  public boolean isVia(String service) {
    return viaService.filter((service + "." + region + ".amazonaws.com")::equals).isPresent();
  }
}
