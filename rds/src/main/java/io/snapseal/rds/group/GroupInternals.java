package io.snapseal.rds.group;

import io.snapseal.rds.resource.KeptTags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an option or subnet group beside what it shows.
 *
 * @param tags its tags, by key
 */
public record GroupInternals(@Nullable Map<String, String> tags)
    implements KeptTags<GroupInternals> {
  @Override
  public GroupInternals withTags(Map<String, String> changed) {
    return new GroupInternals(changed);
  }
}
