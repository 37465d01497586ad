package io.snapseal.bench;

import io.snapseal.bench.Race.Lap;
import java.nio.file.Path;

/** Snapseal's block store, in a fresh JVM for every job. */
final class Snapseal {
  private static final String FULL = "full";

  private final Programs programs;
  private final Scratch scratch;
  private final String home;
  private final Path store;
  private final String key;
  private final String otherKey;
  private int incrementals;

  Snapseal(Programs programs, Scratch scratch) {
    this.programs = programs;
    this.scratch = scratch;
    this.home = scratch.made("kms").toString();
    this.store = scratch.path("store");
    this.key = newKey();
    this.otherKey = newKey();
  }

  private String newKey() {
    return job("key").output().lines().reduce((a, b) -> b).orElseThrow();
  }

  /** A full snapshot into an empty store. */
  Lap full(Path tree) {
    Scratch.delete(store);
    Run run = job("snapshot", store.toString(), FULL, tree.toString(), key);
    return new Lap(run, Scratch.bytes(store) / 1e6);
  }

  /** What changed since the full one. */
  Lap incremental(Path tree) {
    long before = Scratch.bytes(store);
    String id = "incremental-" + ++incrementals;
    Run run = job("snapshot", store.toString(), id, tree.toString(), key, FULL);
    return new Lap(run, (Scratch.bytes(store) - before) / 1e6);
  }

  /** Restores the full one. */
  Lap restore(Path target) {
    Scratch.delete(target);
    Run run = job("restore", store.toString(), FULL, target.toString());
    return new Lap(run, Scratch.bytes(target) / 1e6);
  }

  /** The full one under another key, into an empty store. */
  Lap copy() {
    Path other = scratch.path("other-store");
    Scratch.delete(other);
    Run run = job("copy", store.toString(), FULL, other.toString(), otherKey);
    return new Lap(run, Scratch.bytes(other) / 1e6);
  }

  private Run job(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = home;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return programs.run(Java.command(StoreJob.class, all));
  }
}
