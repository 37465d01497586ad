package io.snapseal.bench;

import io.snapseal.bench.Race.Lap;
import java.nio.file.Path;

/** Snapseal's block store: a store of its own, and somebody who does the jobs. */
final class Snapseal {
  private static final String FULL = "full";

  private final Jobs jobs;
  private final Scratch scratch;
  private final String name;
  private final Path store;
  private final String key;
  private final String otherKey;
  private int incrementals;

  /** Does a job of {@link StoreJob}. */
  private interface Jobs {
    Run run(String... arguments);
  }

  private Snapseal(String name, Scratch scratch, Jobs jobs) {
    this.name = name;
    this.jobs = jobs;
    this.scratch = scratch;
    this.store = scratch.path(name + "-store");
    this.key = newKey();
    this.otherKey = newKey();
  }

  /** In a fresh JVM for every job; its start is in the times. */
  static Snapseal inFreshJvms(Programs programs, Scratch scratch) {
    String home = scratch.made("fresh-kms").toString();
    return new Snapseal(
        "fresh",
        scratch,
        arguments -> programs.run(Java.command(StoreJob.class, with(home, arguments))));
  }

  /** In this JVM, as a region that runs does it. */
  static Snapseal running(Scratch scratch) {
    Path home = scratch.made("running-kms");
    StoreJob job = new StoreJob(home);
    scratch.onClose(job::close);
    return new Snapseal(
        "running", scratch, arguments -> here(job, with(home.toString(), arguments)));
  }

  private static Run here(StoreJob job, String[] arguments) {
    double cpu = Machine.cpuSecondsHere();
    Watch watch = new Watch();
    String said = job.run(arguments);
    return new Run(watch.seconds(), Machine.cpuSecondsHere() - cpu, said);
  }

  private static String[] with(String home, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = home;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  private String newKey() {
    return jobs.run("key").output().lines().reduce((a, b) -> b).orElseThrow();
  }

  /** A full snapshot into an empty store. */
  Lap full(Path tree) {
    Scratch.delete(store);
    Run run = jobs.run("snapshot", store.toString(), FULL, tree.toString(), key);
    return new Lap(run, Scratch.bytes(store) / 1e6);
  }

  /** What changed since the full one. */
  Lap incremental(Path tree) {
    long before = Scratch.bytes(store);
    String id = "incremental-" + ++incrementals;
    Run run = jobs.run("snapshot", store.toString(), id, tree.toString(), key, FULL);
    return new Lap(run, (Scratch.bytes(store) - before) / 1e6);
  }

  /** Restores the full one. */
  Lap restore() {
    Path target = scratch.path(restored());
    Scratch.delete(target);
    Run run = jobs.run("restore", store.toString(), FULL, target.toString());
    return new Lap(run, Scratch.bytes(target) / 1e6);
  }

  /** Where it restores to, in the scratch directory. */
  String restored() {
    return name + "-restored";
  }

  /** The full one under another key, into an empty store. */
  Lap copy() {
    Path other = scratch.path(name + "-other-store");
    Scratch.delete(other);
    Run run = jobs.run("copy", store.toString(), FULL, other.toString(), otherKey);
    return new Lap(run, Scratch.bytes(other) / 1e6);
  }
}
