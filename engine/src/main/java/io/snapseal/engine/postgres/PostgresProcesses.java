package io.snapseal.engine.postgres;

import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Reclaimer;
import io.snapseal.engine.process.ServerProcesses;
import io.snapseal.engine.process.Signals.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What processes of PostgreSQL are, and how they are ended. */
final class PostgresProcesses {
  /** The second one makes a cluster; it runs the first meanwhile. */
  private static final Set<String> PROGRAMS = Set.of("postgres", "initdb");

  private PostgresProcesses() {}

  static ServerProcesses on(Path data, Account server) {
    return new ServerProcesses(data, server, PROGRAMS);
  }

  /** Fast shutdown, then immediate. */
  static Reclaimer reclaimer(Path data, Account server, Patience patience) {
    return new Reclaimer(on(data, server), patience, List.of(Signal.INT), Optional.of(Signal.QUIT));
  }
}
