package io.snapseal.iam.service;

import io.snapseal.iam.SecretKey;
import io.snapseal.iam.Session;
import io.snapseal.iam.policy.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands in its token, before that is wrapped. Field names are part of the format.
 */
record SealedSession(
    String key,
    String secret,
    String kind,
    String account,
    String arn,
    @Nullable String behind,
    String id,
    String owner,
    List<String> policies,
    List<String> policyArns,
    Map<String, String> tags,
    List<String> transitive,
    @Nullable String source,
    long expiry) {

  static SealedSession of(Session session) {
    return new SealedSession(
        session.accessKeyId(),
        session.secret().reveal(),
        session.identity().kind().name(),
        session.identity().account(),
        session.identity().arn(),
        session.identity().behind().orElse(null),
        session.principalId(),
        session.ownerId(),
        session.policies(),
        session.policyArns(),
        session.tags(),
        session.transitiveTags(),
        session.sourceIdentity().orElse(null),
        session.expiry().getEpochSecond());
  }

  Session open() {
    return new Session(
        key,
        SecretKey.of(secret),
        new Identity(Identity.Kind.valueOf(kind), account, arn, Optional.ofNullable(behind)),
        id,
        owner,
        policies,
        policyArns,
        tags,
        transitive,
        Optional.ofNullable(source),
        Instant.ofEpochSecond(expiry));
  }

  @Override
  public String toString() {
    return "SealedSession(" + key + ")";
  }
}
