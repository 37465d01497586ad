package io.snapseal.iam;

import io.snapseal.iam.policy.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session with temporary credentials (IAM user guide, "Temporary security credentials in IAM").
 *
 * @param accessKeyId {@code ASIA…}; a request belongs to the session only if this key signed it
 * @param secret what the key signs with
 * @param identity who acts: of a role, its session; of GetSessionToken, the user or root user
 *     itself
 * @param principalId {@code AROA…:session}, {@code AIDA…}, or {@code account:name} of a federated
 *     user
 * @param ownerId the unique id of the user or role whose policies the session has; the account's id
 *     for its root user
 * @param policies documents that limit the session
 * @param policyArns managed policies that limit it
 * @param tags the session's tags; over those of the role they win
 * @param transitiveTags the keys of tags that a role assumed from here has, too
 * @param sourceIdentity who it all began with, if it was said
 * @param expiry from when on the session is none
 */
public record Session(
    String accessKeyId,
    SecretKey secret,
    Identity identity,
    String principalId,
    String ownerId,
    List<String> policies,
    List<String> policyArns,
    Map<String, String> tags,
    List<String> transitiveTags,
    Optional<String> sourceIdentity,
    Instant expiry) {
  public Session {
    policies = List.copyOf(policies);
    policyArns = List.copyOf(policyArns);
    tags = Map.copyOf(tags);
    transitiveTags = List.copyOf(transitiveTags);
  }

  /** Whether it is over. */
  public boolean isOver(Instant now) {
    return !now.isBefore(expiry);
  }

  /**
   * Whether that is the unique id of the user or role the session was made for. If not, it is one
   * that has its name now, and nothing of it is the session's.
   */
  public boolean isOf(String entityId) {
    return ownerId.equals(entityId);
  }

  /** Its tag that a role assumed from it has, too, of whatever case the key is. */
  public boolean passesOn(String tagKey) {
    return transitiveTags.stream().anyMatch(tagKey::equalsIgnoreCase);
  }
}
