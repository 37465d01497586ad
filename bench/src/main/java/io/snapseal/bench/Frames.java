package io.snapseal.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How fast frames of 1 MiB are sealed with AES-256-GCM on one thread: by what Snapseal does, and by
 * the ways it could have been done. Every contender starts in a fresh JVM in every round, because
 * the JDK's one-shot cipher is slow exactly there.
 */
public final class Frames {
  private Frames() {}

  /**
   * Options: {@code --runs N} (3), {@code --warm-up SECONDS} (10), {@code --scratch DIR} (/tmp).
   */
  public static void main(String[] args) {
    Arguments arguments = new Arguments(args);
    int runs = arguments.number("--runs", 3);
    int warmUp = arguments.number("--warm-up", 10);
    System.out.println(Machine.description());
    try (Scratch scratch = Scratch.below(arguments.text("--scratch", "/tmp"))) {
      measure(new Programs(scratch.made("work"), Map.of()), runs, warmUp).print(System.out);
    }
    System.out.println("\nload at the end " + Machine.load());
  }

  private static Table measure(Programs programs, int runs, int warmUp) {
    Map<Sealers, List<double[]>> results = new EnumMap<>(Sealers.class);
    for (int run = 0; run < runs; run++) {
      for (Sealers contender : Sealers.values()) {
        results
            .computeIfAbsent(contender, key -> new ArrayList<>())
            .add(once(programs, contender, warmUp));
      }
    }
    Table table =
        new Table(
            "AES-256-GCM, frames of 1 MiB, one thread, fresh JVM (median of " + runs + "), MB/s",
            "",
            "ready in ms",
            "first GB",
            "ratio",
            "with getting ready",
            "ratio",
            "after " + warmUp + " s",
            "ratio");
    results.forEach((contender, all) -> row(table, contender, all, results));
    return table;
  }

  private static double[] once(Programs programs, Sealers contender, int warmUp) {
    String output =
        programs
            .run(Java.command(SealFrames.class, contender.name(), String.valueOf(warmUp)))
            .output();
    String last = output.lines().reduce((a, b) -> b).orElse("");
    String[] numbers = last.split(" ", -1);
    double[] values = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = Double.parseDouble(numbers[i]);
    }
    return values;
  }

  private static void row(
      Table table, Sealers contender, List<double[]> all, Map<Sealers, List<double[]>> results) {
    List<double[]> reference = results.getOrDefault(Sealers.SUN_ONE_SHOT, all);
    table.row(
        contender.title(),
        Table.number(median(all, 0) * 1000, 0),
        Table.number(median(all, 2), 0),
        ratio(all, reference, 2),
        Table.number(median(all, 1), 0),
        ratio(all, reference, 1),
        Table.number(median(all, 3), 0),
        ratio(all, reference, 3));
  }

  private static String ratio(List<double[]> all, List<double[]> reference, int column) {
    return Table.number(median(all, column) / median(reference, column), 1) + "x";
  }

  private static double median(List<double[]> all, int column) {
    return new Series(all.stream().map(values -> values[column]).toList()).median();
  }
}
