package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.process.Signals.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends the server processes of a data directory, gently first. */
public final class Reclaimer {
  private static final Duration HARD_LIMIT = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final ServerProcesses processes;
  private final Patience patience;
  private final List<Signal> gentle;
  private final Optional<Signal> harder;

  /**
   * @param gentle sent to the main process one after the other, for an orderly end
   * @param harder sent to it if that took too long
   */
  public Reclaimer(
      ServerProcesses processes, Patience patience, List<Signal> gentle, Optional<Signal> harder) {
    this.processes = processes;
    this.patience = patience;
    this.gentle = List.copyOf(gentle);
    this.harder = harder;
  }

  /**
   * The gentle way; then the harder one; then kills what is left. Committed data survives each of
   * them.
   *
   * @return whether there was any process
   * @throws EngineException.StopFailed if something does not end
   */
  public boolean end(Duration gentleLimit) {
    if (processes.find().isEmpty()) {
      return false;
    }
    if (!ended(gentle, gentleLimit)
        && !(harder.isPresent() && ended(List.of(harder.get()), HARD_LIMIT))
        && !killed()) {
      throw new EngineException.StopFailed(
          "server processes " + processes.find() + " do not end", null, null);
    }
    return true;
  }

  /**
   * Asks again every so often: a server that has only just begun does not listen yet, and a signal
   * is lost on it where its parent ignored that one. Those that stop already take no harm.
   */
  private boolean ended(List<Signal> signals, Duration limit) {
    for (Duration left = limit; !left.isNegative() && !left.isZero(); left = left.minus(AGAIN)) {
      // Children without a main process notice by themselves and go: they only need the waiting.
      processes.main().ifPresent(pid -> signals.forEach(signal -> Signals.send(signal, pid)));
      Duration some = left.compareTo(AGAIN) < 0 ? left : AGAIN;
      if (patience.until(some, () -> processes.find().isEmpty())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Kills at once: for what no data depends on.
   *
   * @throws EngineException.StopFailed if something does not end
   */
  public void kill() {
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
