package io.snapseal.engine.innodb;

import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Reclaimer;
import io.snapseal.engine.process.ServerProcesses;
import io.snapseal.engine.process.Signals.Signal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What works on a data directory, and how it is ended. */
record InnodbProcesses(Variant variant, Account account, Patience patience) {
  /** What runs the scripts that make a data directory. */
  private static final Set<String> SHELLS = Set.of("sh", "dash", "bash");

  /** The server. */
  ServerProcesses on(Path data) {
    return new ServerProcesses(data, account, Set.of(server()));
  }

  /** A server that a killed Snapseal has left frozen hears the second signal after the first. */
  Reclaimer reclaimer(Path data) {
    return new Reclaimer(on(data), patience, List.of(Signal.CONT, Signal.TERM), Optional.empty());
  }

  /** What copies the data: nothing depends on it. */
  Reclaimer tools(Path data) {
    return killer(data, variant.tools());
  }

  /** What makes a data directory, with the script that is about to start the next program. */
  Reclaimer makers(Path unfinished) {
    Set<String> programs = new HashSet<>(SHELLS);
    programs.add(server());
    return killer(unfinished, programs);
  }

  private Reclaimer killer(Path directory, Set<String> programs) {
    return new Reclaimer(
        new ServerProcesses(directory, account, programs), patience, List.of(), Optional.empty());
  }

  private String server() {
    return String.valueOf(variant.server().getFileName());
  }
}
