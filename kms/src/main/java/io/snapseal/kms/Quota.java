package io.snapseal.kms;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request quota of each account in each region.
 *
 * @param name as Service Quotas spells it
 * @param perSecond how many requests a second are let through, above 0; below 1 is one in several
 *     seconds
 * @param byRegion where it is another number
 * @param operations whose requests it counts
 * @param kinds with what the algorithm or key pair that a request names begins; empty if whatever
 *     it names
 */
record Quota(
    String name,
    double perSecond,
    Map<String, Double> byRegion,
    Set<String> operations,
    List<String> kinds) {
  private static final double NANOS = 1e9;

  Quota {
    byRegion = Map.copyOf(byRegion);
    operations = Set.copyOf(operations);
    kinds = List.copyOf(kinds);
    if (!(perSecond > 0) || byRegion.values().stream().anyMatch(rate -> !(rate > 0))) {
      throw new IllegalArgumentException(name + " lets nothing through");
    }
  }

  /** Whether it counts an operation on a key of that kind. */
  boolean counts(String operation, String kind) {
    return operations.contains(operation)
        && (kinds.isEmpty() || kinds.stream().anyMatch(kind::startsWith));
  }

  /** How long one request of a region weighs, in nanoseconds. */
  long interval(String region) {
    return (long) (NANOS / rate(region));
  }

  /** How many requests of a region are let through at once after a pause, at least 1. */
  long burst(String region) {
    return Math.max(1, (long) rate(region));
  }

  private double rate(String region) {
    return byRegion.getOrDefault(region, perSecond);
  }
}
