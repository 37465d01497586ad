package io.snapseal.bench;

import io.snapseal.bench.Race.Lap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** restic: its backup is not compared, its restore and its copy under another password are. */
final class Restic {
  private static final String FROM = "RESTIC_FROM_";

  private final Programs programs;
  private final Scratch scratch;
  private final Path repository;

  Restic(Programs programs, Scratch scratch) {
    this.scratch = scratch;
    this.repository = scratch.path("restic");
    this.programs =
        programs.with(
            Map.of(
                "RESTIC_CACHE_DIR",
                scratch.path("restic-cache").toString(),
                "RESTIC_PASSWORD",
                "one password"));
  }

  /** Backs a tree up. */
  void backup(Path tree) {
    programs.run(at(repository, "init"));
    programs.run(at(repository, "backup", tree.toString()));
  }

  /** Restores it; restic does not sync what it restores, so that is done and timed with it. */
  Lap restore() {
    Path target = scratch.path("restic-restored");
    Scratch.delete(target);
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "\"$@\" && find \"$0\" -exec sync {} +", target.toString()));
    command.addAll(at(repository, "restore", "latest", "--target", target.toString()));
    Run run = programs.run(command);
    Lap lap = new Lap(run, Scratch.bytes(target) / 1e6);
    Scratch.delete(target);
    return lap;
  }

  /** Copies it into a new repository with another password. */
  Lap copy() {
    Path other = scratch.path("restic-other");
    Scratch.delete(other);
    Programs others = programs.with(Map.of("RESTIC_PASSWORD", "another password"));
    others.run(at(other, "init"));
    Map<String, String> from =
        Map.of(FROM + "PASSWORD", "one password", FROM + "REPOSITORY", repository.toString());
    Run run = others.with(from).run(at(other, "copy"));
    return new Lap(run, Scratch.bytes(other) / 1e6);
  }

  private static List<String> at(Path repository, String... arguments) {
    List<String> command = new ArrayList<>(List.of("restic", "-q", "-r", repository.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
