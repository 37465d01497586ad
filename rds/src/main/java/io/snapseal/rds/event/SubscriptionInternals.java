package io.snapseal.rds.event;

import io.snapseal.rds.resource.KeptTags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a subscription beside what it shows.
 *
 * @param tags its tags, by key
 */
public record SubscriptionInternals(@Nullable Map<String, String> tags)
    implements KeptTags<SubscriptionInternals> {
  @Override
  public SubscriptionInternals withTags(Map<String, String> changed) {
    return new SubscriptionInternals(changed);
  }
}
