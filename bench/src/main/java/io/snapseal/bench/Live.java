package io.snapseal.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Databases that are written to while snapshots are taken of them: how long snapshot and restore
 * take through a private region's API, and for how long a snapshot holds up a commit, beside a
 * MariaDB server of the same data with {@code mariadb-backup | zstd | age}.
 */
public final class Live {
  private final Scratch scratch;
  private final Programs programs;
  private final int rows;
  private final int runs;

  private final Table table;

  private Live(Scratch scratch, int megabytes, int runs) {
    this.scratch = scratch;
    this.programs = new Programs(scratch.made("work"), Map.of("HOME", scratch.path("").toString()));
    this.rows = Rows.of(megabytes);
    this.runs = runs;
    this.table =
        new Table(
            "%d MB of rows, 4 writers, medians of %d".formatted(megabytes, runs),
            "",
            "snapshot s",
            "restore s",
            "longest commit ms",
            "without snapshot",
            "commits/s");
  }

  /**
   * Options: {@code --launcher FILE} (./snapseal), {@code --megabytes N} (500), {@code --runs N}
   * (3), {@code --scratch DIR} (/tmp).
   */
  public static void main(String[] args) {
    Arguments arguments = new Arguments(args);
    String launcher = Path.of(arguments.text("--launcher", "snapseal")).toAbsolutePath().toString();
    System.out.println(Machine.description());
    try (Scratch scratch = Scratch.below(arguments.text("--scratch", "/tmp"))) {
      new Live(scratch, arguments.number("--megabytes", 500), arguments.number("--runs", 3))
          .measure(launcher);
    }
    System.out.println("\nload at the end " + Machine.load());
  }

  private void measure(String launcher) {
    try (OwnMariaDb own = OwnMariaDb.create(programs, scratch)) {
      measure("mariadb-backup | zstd -3 | age", own.url(), new ByTools(own));
    }
    try (LiveRegion region = LiveRegion.start(scratch, launcher)) {
      for (String engine : List.of("mariadb", "postgres")) {
        String id = "live-" + engine;
        String url = region.create(id, engine);
        measure("Snapseal, " + engine, url, new ByApi(region, id));
        region.deleteInstance(id);
      }
    }
    table.print(System.out);
  }

  /** A way to take snapshots of one database. */
  private interface Way {
    void take(String name);

    /** Restores and gives the URL; the closing ends it. */
    Restored restore(String name);
  }

  private record Restored(String url, Runnable end) {}

  private record ByTools(OwnMariaDb own) implements Way {
    @Override
    public void take(String name) {
      own.backUp(name);
    }

    @Override
    public Restored restore(String name) {
      OwnMariaDb restored = own.restore(name);
      return new Restored(restored.url(), restored::close);
    }
  }

  private record ByApi(LiveRegion region, String instance) implements Way {
    @Override
    public void take(String name) {
      region.take(instance, instance + "-" + name);
    }

    @Override
    public Restored restore(String name) {
      String id = instance + "-" + name;
      return new Restored(region.restore(id, id), () -> region.deleteInstance(id));
    }
  }

  private void measure(String name, String url, Way way) {
    Rows.fill(url, LiveRegion.USER, LiveRegion.PASSWORD, rows);
    String expected = told(url);
    List<Double> taking = new ArrayList<>();
    List<Double> stalls = new ArrayList<>();
    List<Double> quiet = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    try (Writers writers = Writers.on(url, LiveRegion.USER, LiveRegion.PASSWORD, rows)) {
      for (int run = 0; run < runs; run++) {
        pause(3);
        writers.longestMillis();
        writers.commits();
        Watch watch = new Watch();
        way.take("run" + run);
        taking.add(watch.seconds());
        stalls.add(writers.longestMillis());
        rates.add(writers.commits() / watch.seconds());
        pause(Math.max(1, (int) watch.seconds()));
        quiet.add(writers.longestMillis());
      }
    }
    List<Double> restoring = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      Watch watch = new Watch();
      Restored restored = way.restore("run" + run);
      restoring.add(watch.seconds());
      check(name, expected, told(restored.url()));
      restored.end().run();
    }
    table.row(
        name,
        Table.number(new Series(taking).median(), 2),
        Table.number(new Series(restoring).median(), 2),
        Table.number(new Series(stalls).median(), 0),
        Table.number(new Series(quiet).median(), 0),
        Table.number(new Series(rates).median(), 0));
  }

  private static String told(String url) {
    return Rows.told(url, LiveRegion.USER, LiveRegion.PASSWORD);
  }

  private static void check(String name, String expected, String told) {
    if (!told.equals(expected)) {
      throw new BenchFailedException(name + " restored " + told + " of " + expected);
    }
  }

  private static void pause(int seconds) {
    try {
      Thread.sleep(1000L * seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }
}
