package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Signals;
import io.snapseal.engine.process.Signals.Signal;
import java.time.Duration;

/** Ends the server processes of a data directory, gently first. */
final class Reclaimer {
  private static final Duration HARD_LIMIT = Duration.ofSeconds(20);

  private final ServerProcesses processes;
  private final Patience patience;

  Reclaimer(ServerProcesses processes, Patience patience) {
    this.processes = processes;
    this.patience = patience;
  }

  /**
   * Fast shutdown; then immediate; then kills what is left. Committed data survives each of them.
   *
   * @return whether there was any process
   */
  boolean end(Duration gentleLimit) {
    if (processes.find().isEmpty()) {
      return false;
    }
    if (!ended(Signal.INT, gentleLimit) && !ended(Signal.QUIT, HARD_LIMIT) && !killed()) {
      throw new EngineException.StopFailed(
          "server processes " + processes.find() + " do not end", null, null);
    }
    return true;
  }

  private boolean ended(Signal signal, Duration limit) {
    // Children without a postmaster notice by themselves and go: they only need the waiting.
    processes.postmaster().ifPresent(pid -> Signals.send(signal, pid));
    return patience.until(limit, () -> processes.find().isEmpty());
  }

  /** Kills at once: for what no data depends on. */
  void kill() {
    if (!killed()) {
      throw new EngineException.StopFailed(
          "processes " + processes.find() + " do not end", null, null);
    }
  }

  private boolean killed() {
    processes.find().forEach(pid -> Signals.send(Signal.KILL, pid));
    return patience.until(HARD_LIMIT, () -> processes.find().isEmpty());
  }
}
