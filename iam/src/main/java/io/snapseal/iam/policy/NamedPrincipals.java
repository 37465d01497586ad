package io.snapseal.iam.policy;

import java.util.List;

/** Whom a policy names: who stores one must know whether they exist. */
public final class NamedPrincipals {
  private NamedPrincipals() {}

  /**
   * One principal.
   *
   * @param type {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser}, or {@code
   *     *} for everybody
   */
  public record Named(String type, String value) {}

  /** All that Principal and NotPrincipal elements name, once each, in the order of the text. */
  public static List<Named> of(Policy policy) {
    return policy.statements().stream()
        .flatMap(statement -> statement.principals().stream())
        .flatMap(principals -> principals.names().stream())
        .map(name -> new Named(name.type(), name.value()))
        .distinct()
        .toList();
  }
}
