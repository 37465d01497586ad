package io.snapseal.rds.group;

import io.snapseal.rds.resource.KeptTags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a parameter group beside what it shows.
 *
 * @param values the parameters that its user has set, by name
 * @param tags its tags, by key
 */
public record ParameterGroupInternals(
    Map<String, String> values, @Nullable Map<String, String> tags)
    implements KeptTags<ParameterGroupInternals> {

  ParameterGroupInternals withValues(Map<String, String> changed) {
    return new ParameterGroupInternals(changed, tags);
  }

  @Override
  public ParameterGroupInternals withTags(Map<String, String> changed) {
    return new ParameterGroupInternals(values, changed);
  }
}
