package io.snapseal.rds.resource;

import io.snapseal.state.Seek;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.Filter;

/**
 * The filters of a describe call: an item passes if for every filter one of its values matches.
 *
 * @param fields what each filter's name compares, for example {@code engine}
 * @param members the members whose value some of the filters compare: they spare the reading of
 *     other rows
 */
public record Filters<T>(
    Map<String, Function<T, Collection<String>>> fields, Map<String, String> members) {

  public Filters(Map<String, Function<T, Collection<String>>> fields) {
    this(fields, Map.of());
  }

  /** The predicate of a request's filters; an unknown name is an error, as in AWS. */
  public Predicate<T> of(List<Filter> given) {
    Predicate<T> all = item -> true;
    for (Filter filter : given) {
      all = all.and(one(filter));
    }
    return all;
  }

  /** The rows that may pass. */
  public Seek narrowed(Seek seek, List<Filter> given) {
    Seek narrow = seek;
    for (Filter filter : given) {
      String member = members.get(filter.name());
      if (member != null && filter.values().stream().noneMatch(value -> value.startsWith("arn:"))) {
        narrow = narrow.showing(member, filter.values());
      }
    }
    return narrow;
  }

  private Predicate<T> one(Filter filter) {
    Function<T, Collection<String>> field =
        fields.get(RdsFaults.required(filter.name(), "Filters.Filter.1.Name"));
    if (field == null) {
      throw RdsFaults.invalidValue("Unrecognized filter name: " + filter.name());
    }
    if (filter.values().isEmpty()) {
      throw RdsFaults.invalidValue("The filter " + filter.name() + " has no values.");
    }
    return item ->
        field.apply(item).stream().filter(Objects::nonNull).anyMatch(filter.values()::contains);
  }
}
