package io.snapseal.iam.directory;

import io.snapseal.iam.policy.Policies.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What bears on a user or role by itself.
 *
 * @param id its unique id, {@code AIDA…} or {@code AROA…}: a session made for an entity that was
 *     deleted since does not belong to the one that has its name now
 * @param arn its ARN, with its path
 * @param identity its own policies; of a user also those of its groups
 * @param boundary its permissions boundary
 * @param tags its tags, for {@code aws:PrincipalTag/…}
 */
public record IdentityDocuments(
    String id,
    String arn,
    List<Named> identity,
    Optional<Named> boundary,
    Map<String, String> tags) {
  public IdentityDocuments {
    identity = List.copyOf(identity);
    tags = Map.copyOf(tags);
  }
}
