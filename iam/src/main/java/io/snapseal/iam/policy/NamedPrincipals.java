package io.snapseal.iam.policy;

import java.util.List;
import java.util.stream.Stream;

/** Whom a policy names: who stores one must know whether they exist. */
public final class NamedPrincipals {
  private NamedPrincipals() {}

  /** The values of {@code "AWS"} in all Principal and NotPrincipal elements, once each. */
  public static List<String> aws(Policy policy) {
    return policy.statements().stream()
        .flatMap(statement -> statement.principals().stream())
        .flatMap(principals -> principals.names().stream())
        .flatMap(name -> name.type().equals("AWS") ? Stream.of(name.value()) : Stream.empty())
        .distinct()
        .toList();
  }
}
