package io.snapseal.engine.postgres;

import io.snapseal.engine.process.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The processes of a PostgreSQL server on one data directory, found by what they are and not by
 * what a pid file says: the program is {@code postgres}, the working directory is the data
 * directory (a server changes into it), the account is ours.
 */
final class ServerProcesses {
  /** The second one makes a cluster; it runs the first meanwhile. */
  private static final Set<String> PROGRAMS = Set.of("postgres", "initdb");

  private final Path data;
  private final Set<Integer> uids;

  ServerProcesses(Path data, Account server) {
    this.data = data;
    // The same, unless servers are lowered.
    this.uids = new HashSet<>(List.of(server.uid(), Account.current().uid()));
  }

  /** Finds all of them: the postmaster, and children of it that are still about. */
  List<Long> find() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(this::matches)
        .sorted()
        .toList();
  }

  /** Finds the postmaster: the one whose parent is not one of them. */
  Optional<Long> postmaster() {
    List<Long> all = find();
    Set<Long> set = all.stream().collect(Collectors.toSet());
    return all.stream().filter(pid -> !set.contains(parent(pid))).findFirst();
  }

  private static long parent(long pid) {
    return ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid).orElse(0L);
  }

  boolean matches(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return uids.contains(uid(process))
          && isPostgres(Files.readSymbolicLink(process.resolve("exe")))
          && Files.readSymbolicLink(process.resolve("cwd")).equals(data);
    } catch (IOException e) {
      // It has ended, is a zombie, or belongs to somebody whose processes we may not look into: not
      // ours.
      return false;
    }
  }

  private static int uid(Path process) throws IOException {
    return (int) Objects.requireNonNull(Files.getAttribute(process, "unix:uid"));
  }

  /** The kernel marks a program whose file was replaced, as by an upgrade. */
  private static boolean isPostgres(Path exe) {
    String name = String.valueOf(exe.getFileName());
    return PROGRAMS.contains(name.replace(" (deleted)", ""));
  }
}
