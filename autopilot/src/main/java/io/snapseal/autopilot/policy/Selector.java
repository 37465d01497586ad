package io.snapseal.autopilot.policy;

import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots a rule is for: those that fit everything it names. In patterns {@code *} stands
 * for anything; an empty list fits all.
 *
 * @param accounts 12-digit account ids
 * @param regions patterns of regions
 * @param engines patterns of engines, such as {@code aurora-*}
 * @param kinds instance or cluster
 * @param types of {@code manual}, {@code automated}, {@code awsbackup}, {@code shared}; with none
 *     named, what is shared is left out
 * @param ids patterns of snapshot ids
 * @param databases patterns of the instances or clusters they were taken of
 * @param tags by key, patterns of values
 * @param olderThan at least so old; null for any age
 * @param newerThan at most so old; null for any age
 */
public record Selector(
    List<String> accounts,
    List<String> regions,
    List<String> engines,
    Set<Kind> kinds,
    List<String> types,
    List<String> ids,
    List<String> databases,
    Map<String, String> tags,
    @Nullable Duration olderThan,
    @Nullable Duration newerThan) {
  private static final List<String> TYPES = List.of("manual", "automated", "awsbackup", "shared");

  public Selector {
    types.stream()
        .filter(type -> !TYPES.contains(type))
        .findFirst()
        .ifPresent(
            type -> {
              throw new IllegalArgumentException(
                  "'" + type + "' is none of " + String.join(", ", TYPES));
            });
    accounts = List.copyOf(accounts);
    regions = List.copyOf(regions);
    engines = List.copyOf(engines);
    kinds = Set.copyOf(kinds);
    types = List.copyOf(types);
    ids = List.copyOf(ids);
    databases = List.copyOf(databases);
    tags = Map.copyOf(tags);
  }

  /** Every snapshot of the account. */
  public static Selector everything() {
    return new Selector(
        List.of(), List.of(), List.of(), Set.of(), List.of(), List.of(), List.of(), Map.of(), null,
        null);
  }

  /** Whether a snapshot fits, at this moment. */
  public boolean fits(String account, String region, Snapshot snapshot, Instant now) {
    return (accounts.isEmpty() || accounts.contains(account))
        && any(regions, region)
        && any(engines, snapshot.engine())
        && (kinds.isEmpty() || kinds.contains(snapshot.kind()))
        && (types.isEmpty() ? !snapshot.shared() : types.contains(snapshot.type()))
        && any(ids, snapshot.id().toLowerCase(Locale.ROOT))
        && any(databases, snapshot.database())
        && tagged(Tags.asMap(snapshot.tags()))
        && ofAge(snapshot.created(), now);
  }

  private boolean tagged(Map<String, String> values) {
    return tags.entrySet().stream()
        .allMatch(
            wanted -> {
              String value = values.get(wanted.getKey());
              return value != null && Words.fits(wanted.getValue(), value);
            });
  }

  /** What is still being created has no age: it fits no rule that asks for one. */
  private boolean ofAge(@Nullable Instant created, Instant now) {
    if (created == null) {
      return olderThan == null && newerThan == null;
    }
    Duration age = Duration.between(created, now);
    return (olderThan == null || age.compareTo(olderThan) >= 0)
        && (newerThan == null || age.compareTo(newerThan) <= 0);
  }

  private static boolean any(List<String> patterns, String value) {
    return patterns.isEmpty() || patterns.stream().anyMatch(one -> Words.fits(one, value));
  }
}
