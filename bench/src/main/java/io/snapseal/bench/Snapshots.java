package io.snapseal.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * A pgbench database as a sealed snapshot: made, restored, made again after changes, put under
 * another key, by Snapseal and by what else does that. The cluster is stopped and its files are in
 * the page cache for all alike; everything stored or restored is synced within the time. Restored
 * clusters are started and must answer as the source does.
 */
public final class Snapshots {
  private static final String QUERY =
      "select count(*), sum(abalance), sum(hashtext(t::text)) from pgbench_accounts t";

  private static final String FRESH = "Snapseal, a JVM per job";
  private static final String RUNNING = "Snapseal, in a running JVM";

  private final Scratch scratch;
  private final Programs programs;
  private final Path binaries;
  private final Database source;

  private Snapshots(Scratch scratch, Path binaries) {
    this.scratch = scratch;
    this.programs = new Programs(scratch.made("work"), Map.of("HOME", scratch.path("").toString()));
    this.binaries = binaries;
    this.source = at("source");
  }

  /**
   * Options: {@code --scale N} (200), {@code --runs N} (3), {@code --pgbench SECONDS} (20), {@code
   * --postgres DIR} (/usr/lib/postgresql/15/bin), {@code --scratch DIR} (/tmp).
   */
  public static void main(String[] args) {
    Arguments arguments = new Arguments(args);
    int scale = arguments.number("--scale", 200);
    System.out.println(Machine.description());
    try (Scratch scratch = Scratch.below(arguments.text("--scratch", "/tmp"))) {
      Path binaries = Path.of(arguments.text("--postgres", "/usr/lib/postgresql/15/bin"));
      new Snapshots(scratch, binaries)
          .measure(scale, arguments.number("--runs", 3), arguments.number("--pgbench", 20));
    }
    System.out.println("\nload at the end " + Machine.load());
  }

  private void measure(int scale, int runs, int seconds) {
    source.create(scale);
    String expected = source.answer(QUERY);
    System.out.println(
        "pgbench scale "
            + scale
            + ", "
            + Scratch.bytes(source.data()) / 1_000_000
            + " MB, stopped, in the page cache");
    programs.run("sync");
    Contenders all = contenders();
    full(all, runs);
    restore(all, runs, expected);
    otherKey(all, runs);
    System.out.println("\nafter " + seconds + " s of pgbench, " + source.change(seconds));
    programs.run("sync");
    incremental(all, runs);
  }

  private record Contenders(
      PgBackRest pgBackRest, Restic restic, Snapseal fresh, Snapseal running) {}

  private Contenders contenders() {
    Restic restic = new Restic(programs, scratch);
    restic.backup(source.data());
    return new Contenders(
        new PgBackRest(programs, scratch, source.data()),
        restic,
        Snapseal.inFreshJvms(programs, scratch),
        Snapseal.running(scratch));
  }

  private void full(Contenders all, int runs) {
    new Race("Full snapshot")
        .with("pgBackRest (zst-3, aes-256-cbc, 2 processes)", all.pgBackRest()::full)
        .with(FRESH, () -> all.fresh().full(source.data()))
        .with(RUNNING, () -> all.running().full(source.data()))
        .table(runs)
        .print(System.out);
  }

  private void restore(Contenders all, int runs, String expected) {
    new Race("Restore")
        .with("pgBackRest (2 processes)", () -> all.pgBackRest().restore("restored"))
        .with("restic, with sync", all.restic()::restore)
        .with(FRESH, all.fresh()::restore)
        .with(RUNNING, all.running()::restore)
        .table(runs)
        .print(System.out);
    check("restored", expected);
    check(all.fresh().restored(), expected);
    check(all.running().restored(), expected);
  }

  private static void otherKey(Contenders all, int runs) {
    new Race("Under another key")
        .with("restic copy", all.restic()::copy)
        .with(FRESH, all.fresh()::copy)
        .with(RUNNING, all.running()::copy)
        .table(runs)
        .print(System.out);
  }

  private void incremental(Contenders all, int runs) {
    new Race("Incremental snapshot")
        .with("pgBackRest (diff)", all.pgBackRest()::incremental)
        .with(FRESH, () -> all.fresh().incremental(source.data()))
        .with(RUNNING, () -> all.running().incremental(source.data()))
        .table(runs)
        .print(System.out);
  }

  private void check(String restored, String expected) {
    String answer = at(restored).answer(QUERY);
    if (!answer.equals(expected)) {
      throw new BenchFailedException(
          restored + " answers " + answer + " where the source answered " + expected);
    }
    Scratch.delete(scratch.path(restored));
  }

  private Database at(String name) {
    return Database.at(scratch.path(name), scratch, programs, binaries);
  }
}
