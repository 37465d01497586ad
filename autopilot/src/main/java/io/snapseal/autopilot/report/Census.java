package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.Protection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How many snapshots are protected how, group by group. */
final class Census {
  /** What snapshots are grouped by. */
  enum Dimension {
    ACCOUNT("account", Posture.Entry::account),
    REGION("region", entry -> entry.snapshot().region()),
    ENGINE("engine", entry -> orNone(entry.snapshot().engine(), "unknown")),
    KEY("key", Census::key);

    private final String word;
    private final Function<Posture.Entry, String> group;

    Dimension(String word, Function<Posture.Entry, String> group) {
      this.word = word;
      this.group = group;
    }

    /** Its name in reports. */
    String word() {
      return word;
    }
  }

  /** One group, and how many snapshots of it are protected how. */
  record Group(String name, Map<Protection, Integer> counts) {
    Group {
      counts = new EnumMap<>(counts);
    }

    int total() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(Protection protection) {
      return counts.getOrDefault(protection, 0);
    }
  }

  private Census() {}

  /** The groups, the largest first. */
  static List<Group> by(Dimension dimension, List<Posture.Entry> entries) {
    Map<String, Map<Protection, Integer>> groups = new TreeMap<>();
    for (Posture.Entry entry : entries) {
      groups
          .computeIfAbsent(dimension.group.apply(entry), any -> new EnumMap<>(Protection.class))
          .merge(entry.snapshot().protection(), 1, Integer::sum);
    }
    List<Group> all = new ArrayList<>();
    groups.forEach((name, counts) -> all.add(new Group(name, counts)));
    all.sort(Comparator.comparingInt(Group::total).reversed());
    return all;
  }

  /** All of them as one group. */
  static Group all(List<Posture.Entry> entries) {
    Map<Protection, Integer> counts = new EnumMap<>(Protection.class);
    entries.forEach(entry -> counts.merge(entry.snapshot().protection(), 1, Integer::sum));
    return new Group("all", counts);
  }

  private static String key(Posture.Entry entry) {
    String arn = entry.snapshot().keyArn();
    return orNone(arn == null ? "" : arn, "no KMS key");
  }

  private static String orNone(String name, String none) {
    return name.isEmpty() ? none : name;
  }
}
