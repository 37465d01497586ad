package io.snapseal.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The steps of a demonstration: each is shown when it begins and timed when it ends. */
final class Steps {
  private static final double MILLIS = 1000.0;

  private final Console console;
  private final Clock clock;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Steps(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  /** Does a step. */
  <T> T timed(String name, Supplier<T> step) {
    if (console.isTerminal()) {
      console.redraw("  ....  " + name);
    }
    Instant begun = clock.instant();
    T result = step.get();
    double took = Duration.between(begun, clock.instant()).toMillis() / MILLIS;
    seconds.put(name, took);
    String line = String.format(Locale.ROOT, "%6.1f s  %s", took, name);
    if (console.isTerminal()) {
      console.redraw("");
    }
    console.note(line);
    return result;
  }

  /** The time of each step so far, and of all together. */
  Map<String, Double> seconds() {
    Map<String, Double> all = new LinkedHashMap<>(seconds);
    all.put("total", seconds.values().stream().mapToDouble(Double::doubleValue).sum());
    return all;
  }
}
