package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much log replication slots may keep. A server without replicas has no limit: the slots of its
 * hot backups are a guarantee, and end with their sessions. One with replicas has it from the
 * moment it gets its first, since a replica may never come back.
 *
 * <p>It stands in a file that the server includes, because it must change while the server runs.
 */
final class LogLimit {
  private final RunFiles run;
  private final long bytes;

  LogLimit(RunFiles run, long bytes) {
    this.run = run;
    this.bytes = bytes;
  }

  /** Writes it for a server that is about to start: by the slots that are there. */
  void write(Path data) {
    write(hasReplicas(data));
  }

  /** Writes it for a server that is about to get a replica; it has to be told to read it. */
  void set() {
    write(true);
  }

  private void write(boolean limited) {
    try {
      run.limitLog(assignment(limited));
    } catch (IOException e) {
      throw new EngineException("cannot limit the log: " + e.getMessage(), null, e);
    }
  }

  private String assignment(boolean limited) {
    return "max_slot_wal_keep_size = '" + (limited ? bytes / (1 << 20) + "MB" : "-1") + "'\n";
  }

  /** A slot is a directory of its name (PostgreSQL source, {@code slot.c}). */
  private static boolean hasReplicas(Path data) {
    Path slots = data.resolve("pg_replslot");
    if (!Files.isDirectory(slots)) {
      return false;
    }
    try (Stream<Path> names = Files.list(slots)) {
      return names.anyMatch(
          slot -> slot.getFileName().toString().startsWith(PostgresReplication.PREFIX));
    } catch (IOException e) {
      throw new EngineException("cannot list " + slots + ": " + e.getMessage(), null, e);
    }
  }
}
