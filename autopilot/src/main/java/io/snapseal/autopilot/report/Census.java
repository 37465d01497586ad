package io.snapseal.autopilot.report;

import io.snapseal.autopilot.find.Protection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many snapshots are protected how, group by group. */
final class Census {
  /** What snapshots are grouped by. */
  enum Dimension {
    ACCOUNT("account"),
    REGION("region"),
    ENGINE("engine"),
    KEY("key");

    private final String word;

    Dimension(String word) {
      this.word = word;
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
          .computeIfAbsent(group(dimension, entry), any -> new EnumMap<>(Protection.class))
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

  private static String group(Dimension dimension, Posture.Entry entry) {
    String keyArn = entry.snapshot().keyArn();
    return switch (dimension) {
      case ACCOUNT -> entry.account();
      case REGION -> entry.snapshot().region();
      case ENGINE -> orNone(entry.snapshot().engine(), "unknown");
      case KEY -> orNone(keyArn == null ? "" : keyArn, "no KMS key");
    };
  }

  private static String orNone(String name, String none) {
    return name.isEmpty() ? none : name;
  }
}
