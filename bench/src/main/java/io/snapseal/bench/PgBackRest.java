package io.snapseal.bench;

import io.snapseal.bench.Race.Lap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** pgBackRest: zstd level 3, AES-256-CBC, two processes, on a cluster that is stopped. */
final class PgBackRest {
  private final Programs programs;
  private final Scratch scratch;
  private final Path repository;
  private final Path data;

  PgBackRest(Programs programs, Scratch scratch, Path data) {
    this.scratch = scratch;
    this.repository = scratch.path("pgbackrest");
    this.data = data;
    String directory = scratch.made("pgbackrest-work").toString();
    this.programs =
        programs.with(
            Map.of(
                "PGBACKREST_STANZA", "bench",
                "PGBACKREST_LOCK_PATH", directory,
                "PGBACKREST_LOG_PATH", directory,
                "PGBACKREST_REPO1_PATH", repository.toString(),
                "PGBACKREST_REPO1_CIPHER_TYPE", "aes-256-cbc",
                "PGBACKREST_REPO1_CIPHER_PASS", "correct horse battery staple",
                "PGBACKREST_COMPRESS_TYPE", "zst",
                "PGBACKREST_COMPRESS_LEVEL", "3",
                "PGBACKREST_PROCESS_MAX", "2"));
  }

  /** A full backup into a new repository. */
  Lap full() {
    Scratch.delete(repository);
    run(data, "--no-online", "stanza-create");
    Run run = run(data, "--no-online", "--no-expire-auto", "--type=full", "backup");
    return new Lap(run, Scratch.bytes(repository) / 1e6);
  }

  /** What changed since the full one; {@code diff}, so that every round is against that. */
  Lap incremental() {
    long before = Scratch.bytes(repository);
    Run run = run(data, "--no-online", "--no-expire-auto", "--type=diff", "backup");
    return new Lap(run, (Scratch.bytes(repository) - before) / 1e6);
  }

  /** Restores the latest. */
  Lap restore(String name) {
    Path target = scratch.path(name);
    Scratch.delete(target);
    scratch.made(name);
    Run run = run(target, "--type=none", "restore");
    return new Lap(run, Scratch.bytes(target) / 1e6);
  }

  private Run run(Path cluster, String... arguments) {
    List<String> command = new ArrayList<>(List.of("pgbackrest", "--pg1-path=" + cluster));
    command.addAll(List.of(arguments));
    return programs.run(command);
  }
}
