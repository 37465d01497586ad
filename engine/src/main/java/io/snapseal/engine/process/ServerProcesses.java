package io.snapseal.engine.process;

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
 * The processes of a database server on one data directory, found by what they are and not by what
 * a pid file says: the program is the engine's, the working directory is the data directory (a
 * server changes into it), the account is ours.
 */
public final class ServerProcesses {
  private final Path data;
  private final Set<Integer> uids;
  private final Set<String> programs;

  /**
   * @param data the data directory, links resolved
   * @param server whom servers run as
   * @param programs the file names of the programs: the server and what works on its directory
   *     besides it
   */
  public ServerProcesses(Path data, Account server, Set<String> programs) {
    this.data = data;
    // The same, unless servers are lowered.
    this.uids = new HashSet<>(List.of(server.uid(), Account.current().uid()));
    this.programs = Set.copyOf(programs);
  }

  /** Finds all of them: the main process, and children of it that are still about. */
  public List<Long> find() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(this::matches)
        .sorted()
        .toList();
  }

  /** Finds the main process: the one whose parent is not one of them. */
  public Optional<Long> main() {
    List<Long> all = find();
    Set<Long> set = all.stream().collect(Collectors.toSet());
    return all.stream().filter(pid -> !set.contains(parent(pid))).findFirst();
  }

  private static long parent(long pid) {
    return ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid).orElse(0L);
  }

  /** Tells whether a process is one of them. */
  public boolean matches(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return uids.contains(uid(process))
          && isOurs(Files.readSymbolicLink(process.resolve("exe")))
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
  private boolean isOurs(Path exe) {
    String name = String.valueOf(exe.getFileName());
    return programs.contains(name.replace(" (deleted)", ""));
  }
}
