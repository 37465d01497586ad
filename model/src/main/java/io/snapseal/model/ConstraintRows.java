package io.snapseal.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the rows of a service's constraints; see {@link Constraints} for what they look like. */
final class ConstraintRows {
  private static final String REQUIRED = "required";

  final Map<String, Constraint> constraints = new HashMap<>();
  final Map<String, Set<String>> required = new HashMap<>();

  ConstraintRows(String text) {
    text.lines()
        .filter(row -> !row.isBlank() && !row.startsWith("#"))
        .forEach(row -> read(new ArrayDeque<>(Arrays.asList(row.strip().split("\\s+")))));
  }

  private void read(Deque<String> words) {
    String name = words.pop();
    boolean twice =
        name.equals(REQUIRED)
            ? required.put(words.pop(), new HashSet<>(words)) != null
            : constraints.put(name, constraint(name, words)) != null;
    if (twice) {
      throw new IllegalArgumentException("two rows for " + name);
    }
  }

  private static Constraint constraint(String name, Deque<String> words) {
    Optional<Constraint.Bounds> length = Optional.empty();
    Optional<Constraint.Bounds> range = Optional.empty();
    Optional<Pattern> pattern = Optional.empty();
    List<String> values = List.of();
    boolean sensitive = false;
    boolean inOwnWords = false;
    while (!words.isEmpty()) {
      String kind = words.pop();
      switch (kind) {
        case "length" -> length = Optional.of(bounds(words.pop()));
        case "range" -> range = Optional.of(bounds(words.pop()));
        case "pattern" -> pattern = Optional.of(Pattern.compile(words.pop()));
        case "pattern-in-own-words" -> {
          pattern = Optional.of(Pattern.compile(words.pop()));
          inOwnWords = true;
        }
        case "sensitive" -> sensitive = true;
        case "enum" -> {
          values = new ArrayList<>(words);
          words.clear();
        }
        default -> throw new IllegalArgumentException(name + ": what is " + kind + "?");
      }
    }
    return new Constraint(length, range, pattern, values, sensitive, inOwnWords);
  }

  private static Constraint.Bounds bounds(String text) {
    String[] ends = text.split("\\.\\.", 2);
    return new Constraint.Bounds(
        Long.parseLong(ends[0]), ends[1].isEmpty() ? Long.MAX_VALUE : Long.parseLong(ends[1]));
  }
}
