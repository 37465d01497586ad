package io.snapseal.engine.process;

import io.snapseal.engine.EngineException;

/** Sends signals that Java itself cannot. */
public final class Signals {
  private Signals() {}

  /**
   * Signals that database servers understand (PostgreSQL documentation, 18.5 "Shutting Down the
   * Server"; MySQL Reference Manual, 4.10 "Unix Signal Handling in MySQL").
   */
  public enum Signal {
    /** PostgreSQL: fast shutdown. */
    INT,
    /** PostgreSQL: immediate shutdown, recovery at the next start. */
    QUIT,
    /** MySQL, MariaDB: shutdown. */
    TERM,
    /** Holds every thread. */
    STOP,
    /** Lets them go on. */
    CONT,
    KILL
  }

  /** Sends a signal; a process that has gone meanwhile is fine. */
  public static void send(Signal signal, long pid) {
    if (pid <= 1) {
      throw new IllegalArgumentException("not a process to be signalled: " + pid);
    }
    // The shell's own kill: the program of that name is not installed everywhere.
    Outcome outcome =
        Command.of(
                "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal.name(), Long.toString(pid))
            .run();
    if (!outcome.succeeded() && ProcessHandle.of(pid).isPresent()) {
      throw new EngineException.StopFailed(
          "cannot signal process " + pid + ": " + outcome.output().strip(), null, null);
    }
  }
}
