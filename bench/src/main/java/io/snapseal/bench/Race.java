package io.snapseal.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same job by several contenders, round by round, so that a busy minute hurts them alike. */
final class Race {
  private final String job;
  private final Map<String, Contender> contenders = new LinkedHashMap<>();

  /** One of them. */
  interface Contender {
    /** Does the job once; what it must prepare or clear away is not in the times it returns. */
    Lap once();
  }

  /**
   * What one round took.
   *
   * @param run how the program that did the job ran
   * @param megabytes what the job left behind, in 10^6 bytes
   */
  record Lap(Run run, double megabytes) {}

  Race(String job) {
    this.job = job;
  }

  /** Adds a contender; the first is what the others are compared with. */
  Race with(String name, Contender contender) {
    contenders.put(name, contender);
    return this;
  }

  /** Runs and gives one table. */
  Table table(int rounds) {
    Map<String, List<Lap>> laps = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      contenders.forEach(
          (name, contender) ->
              laps.computeIfAbsent(name, key -> new ArrayList<>()).add(contender.once()));
    }
    Table table =
        new Table(
            job + " (median of " + rounds + ")", "", "s", "least-most", "CPU s", "MB", "faster");
    double reference = seconds(laps.values().iterator().next()).median();
    laps.forEach((name, all) -> row(table, name, all, reference));
    return table;
  }

  private static void row(Table table, String name, List<Lap> laps, double reference) {
    Series seconds = seconds(laps);
    Series cpu = new Series(laps.stream().map(lap -> lap.run().cpuSeconds()).toList());
    Series size = new Series(laps.stream().map(Lap::megabytes).toList());
    table.row(
        name,
        Table.number(seconds.median(), 2),
        Table.number(seconds.least(), 2) + "-" + Table.number(seconds.most(), 2),
        Table.number(cpu.median(), 1),
        Table.number(size.median(), 0),
        Table.number(reference / seconds.median(), 2) + "x");
  }

  private static Series seconds(List<Lap> laps) {
    return new Series(laps.stream().map(lap -> lap.run().seconds()).toList());
  }
}
