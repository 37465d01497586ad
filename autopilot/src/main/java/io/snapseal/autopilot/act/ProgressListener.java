package io.snapseal.autopilot.act;

import io.snapseal.autopilot.seal.SnapshotReport;
import java.time.Instant;

/** Is told what happens while it happens, on the thread that runs the autopilot. */
@FunctionalInterface
public interface ProgressListener {
  void on(Event event);

  /** Tells nobody. */
  static ProgressListener silent() {
    return event -> {};
  }

  /** Where a step stands. */
  enum State {
    STARTED,
    RUNNING,
    FINISHED,
    FAILED
  }

  /**
   * Something that happened to one source snapshot.
   *
   * @param region of the source snapshot
   * @param snapshot id of the source snapshot
   * @param step such as {@code restore}, {@code copy} or {@code copy-to eu-west-1}; the same names
   *     as in {@link SnapshotReport#steps()}
   * @param state where the step stands
   * @param percent 0–100 as AWS reports it, or -1 where it does not
   * @param detail what is waited for or what was found
   * @param at when
   */
  record Event(
      String region,
      String snapshot,
      String step,
      State state,
      int percent,
      String detail,
      Instant at) {}
}
