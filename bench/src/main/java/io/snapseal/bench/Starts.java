package io.snapseal.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * How long a person waits: for {@code snapseal --help}, for a region to be ready, for the whole
 * {@code demo}.
 */
public final class Starts {
  private final String launcher;
  private final Scratch scratch;
  private final Programs programs;

  private Starts(String launcher, Scratch scratch) {
    this.launcher = launcher;
    this.scratch = scratch;
    this.programs = new Programs(scratch.made("work"), Map.of());
  }

  /**
   * Options: {@code --launcher FILE} (./snapseal), {@code --runs N} (5), {@code --demos N} (3),
   * {@code --scratch DIR} (/tmp).
   */
  public static void main(String[] args) {
    Arguments arguments = new Arguments(args);
    String launcher = Path.of(arguments.text("--launcher", "snapseal")).toAbsolutePath().toString();
    System.out.println(Machine.description());
    try (Scratch scratch = Scratch.below(arguments.text("--scratch", "/tmp"))) {
      new Starts(launcher, scratch)
          .table(arguments.number("--runs", 5), arguments.number("--demos", 3))
          .print(System.out);
    }
    System.out.println("\nload at the end " + Machine.load());
  }

  private Table table(int runs, int demos) {
    Table table = new Table("Waiting, in seconds", "", "median", "least-most", "target", "n");
    row(table, "snapseal --help", "< 0.5", runs, this::help);
    row(table, "region start to ready, new home", "< 3", runs, this::fresh);
    Path home = scratch.path("again");
    regionReady(home);
    row(table, "region start to ready, same home", "< 3", runs, () -> regionReady(home));
    row(table, "demo", "< 60", demos, this::demo);
    return table;
  }

  private static void row(
      Table table, String name, String target, int runs, DoubleSupplier measured) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      values.add(measured.getAsDouble());
    }
    Series series = new Series(values);
    table.row(
        name,
        Table.number(series.median(), 2),
        Table.number(series.least(), 2) + "-" + Table.number(series.most(), 2),
        target,
        String.valueOf(runs));
  }

  private double help() {
    return programs.run(launcher, "--help").seconds();
  }

  private double demo() {
    return programs.run(launcher, "demo").seconds();
  }

  private double fresh() {
    Path home = scratch.path("fresh");
    double seconds = regionReady(home);
    Scratch.delete(home);
    return seconds;
  }

  /** Starts a region, waits for its word, and ends it. */
  private double regionReady(Path home) {
    ProcessBuilder builder =
        new ProcessBuilder(launcher, "region", "start", "--home", home.toString(), "--port", "0");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(scratch.path("region.log").toFile()));
    Watch watch = new Watch();
    try {
      Process region = builder.start();
      try (BufferedReader said = region.inputReader(StandardCharsets.UTF_8)) {
        String line = said.readLine();
        double seconds = watch.seconds();
        if (line == null || !line.startsWith("ready ")) {
          throw new BenchFailedException("region start said: " + line);
        }
        return seconds;
      } finally {
        region.destroy();
        region.waitFor();
      }
    } catch (IOException e) {
      throw new BenchFailedException("region start: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }
}
