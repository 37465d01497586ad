package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A cluster's files, while no server runs on them. */
final class DataDirectory {
  /**
   * Directories a server needs though a backup may bring them without contents, or a copier not at
   * all.
   */
  private static final List<String> NEEDED =
      List.of(
          "pg_commit_ts",
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat",
          "pg_stat_tmp",
          "pg_subtrans",
          "pg_tblspc",
          "pg_twophase",
          "pg_wal",
          "pg_logical",
          "pg_logical/mappings",
          "pg_logical/snapshots");

  /** The second one is a replica's. */
  private static final Set<String> READY = Set.of("ready", "standby");

  private final Path path;

  private DataDirectory(Path path) {
    this.path = path;
  }

  /** Resolves links, so that the path is what the kernel says a server's working directory is. */
  static DataDirectory at(Path path) {
    try {
      return new DataDirectory(Trees.resolveParent(path));
    } catch (IOException e) {
      throw bad("the directory above " + path + " does not exist", e);
    }
  }

  Path path() {
    return path;
  }

  void requireAbsentOrEmpty() {
    try {
      if (!Trees.absentOrEmpty(path)) {
        throw new EngineException.BadDataDirectory(path + " is not an empty directory", null, null);
      }
    } catch (IOException e) {
      throw bad("cannot read " + path, e);
    }
  }

  void requireMajor(int major) {
    String found = version();
    if (!found.equals(Integer.toString(major))) {
      throw new EngineException.BadDataDirectory(
          path + " was made by PostgreSQL " + found + " and cannot be run by " + major,
          "use PostgreSQL " + found,
          null);
    }
  }

  private String version() {
    try {
      return Files.readString(path.resolve("PG_VERSION"), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw bad(path + " holds no PostgreSQL cluster", e);
    }
  }

  /**
   * Completes a restored copy and hands it to the server's account; a directory that is complete
   * costs a few looks.
   */
  void prepare(Account server) {
    try {
      boolean handedOver = Ownership.given(server, path);
      for (String name : NEEDED) {
        Path needed = path.resolve(name);
        if (!Files.isDirectory(needed)) {
          Trees.make(needed, Trees.PRIVATE);
          Ownership.give(server, needed);
        }
      }
      if (!handedOver) {
        Ownership.giveTree(server, path);
      }
      removeLocks();
    } catch (IOException e) {
      throw bad("cannot prepare " + path, e);
    }
  }

  /** The server itself removes the file when it is promoted (documentation, 26.2.4). */
  void makeReplica() {
    try {
      Path signal = path.resolve("standby.signal");
      Files.writeString(signal, "", StandardCharsets.UTF_8);
      Durable.sync(signal);
      Durable.sync(path);
    } catch (IOException e) {
      throw bad("cannot make a replica of " + path, e);
    }
  }

  /**
   * Safe because no server runs here: PostgreSQL itself believes such a file if its pid belongs to
   * any process by now.
   */
  void removeLocks() throws IOException {
    Files.deleteIfExists(path.resolve("postmaster.pid"));
    Files.deleteIfExists(path.resolve("postmaster.opts"));
  }

  /**
   * The last line of {@code postmaster.pid} says how far the server is (PostgreSQL source, {@code
   * utils/pidfile.h}).
   */
  boolean saysReady(long pid) {
    try {
      List<String> lines =
          Files.readAllLines(path.resolve("postmaster.pid"), StandardCharsets.UTF_8);
      return lines.size() >= 8
          && lines.get(0).strip().equals(Long.toString(pid))
          && READY.contains(lines.get(7).strip());
    } catch (IOException e) {
      // Not written yet.
      return false;
    }
  }

  private static EngineException.BadDataDirectory bad(String message, IOException cause) {
    return new EngineException.BadDataDirectory(message + ": " + cause.getMessage(), null, cause);
  }
}
