package io.snapseal.kms;

import io.snapseal.iam.Principals;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

/**
 * What KMS keeps of a grant beside what it shows.
 *
 * @param keyArn the key it is on
 * @param principals the unique ids of the user or role it was granted to, and of the one who may
 *     retire it, by ARN; whoever has a deleted one's name later has not its grants
 */
record GrantInternals(String keyArn, Map<String, String> principals) {
  GrantInternals {
    principals = principals == null ? Map.of() : Map.copyOf(principals);
  }

  /** The grant, with each principal named as it is to be named today. */
  GrantListEntry today(GrantListEntry grant, Principals known) {
    return principals.isEmpty()
        ? grant
        : grant.toBuilder()
            .granteePrincipal(today(grant.granteePrincipal(), known))
            .retiringPrincipal(today(grant.retiringPrincipal(), known))
            .build();
  }

  private @Nullable String today(@Nullable String name, Principals known) {
    String id = name == null ? null : principals.get(name);
    return name == null || id == null ? name : known.today(name, id);
  }
}
