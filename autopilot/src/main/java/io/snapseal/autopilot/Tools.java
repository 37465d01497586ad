package io.snapseal.autopilot;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the autopilot was given to work with. */
record Tools(
    Clients clients,
    Clock clock,
    Pause pause,
    ProgressListener progress,
    RestoreCheck check,
    RandomGenerator random) {}
