package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.Clients;
import io.snapseal.autopilot.aws.Patience;
import io.snapseal.autopilot.aws.Pause;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the autopilot was given to work with. */
public record Tools(
    Clients clients,
    Clock clock,
    Pause pause,
    ProgressListener progress,
    RestoreCheck check,
    RandomGenerator random) {
  /** How long to wait before asking again, in this run. */
  public Patience patience() {
    return new Patience(pause, random);
  }
}
