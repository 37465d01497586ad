package io.snapseal.app;

import io.snapseal.rds.Pace;
import io.snapseal.rds.RdsSettings;
import io.snapseal.rds.event.EventTarget;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What is set of RDS when a region is started. */
final class RdsOptions {
  private static final int DEFAULT_KEY_CHECK = 60;
  private static final int MAX_KEY_CHECK = 24 * 60 * 60;

  @Option(
      names = "--quota",
      paramLabel = "NAME=VALUE",
      description =
          "How much an account may have in a region, by the names of describe-account-attributes"
              + " (default: AWS's, as ManualSnapshots=100). Repeatable.")
  private Map<String, Integer> quotas = Map.of();

  @Option(
      names = "--event-target",
      paramLabel = "[TOPIC=]PLACE",
      description =
          "Where events are delivered: file:/PATH, https://… or http://127.0.0.1…; with a TOPIC,"
              + " those of its event subscriptions only. Repeatable.")
  private List<String> targets = List.of();

  @Option(
      names = "--key-check",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How often the keys of encrypted databases are checked (default: 60).")
  private int keyCheck = DEFAULT_KEY_CHECK;

  /**
   * The settings.
   *
   * @throws UserError if one is not right
   */
  RdsSettings settings() {
    Map<Quota, Integer> raised = new EnumMap<>(Quota.class);
    quotas.forEach((name, value) -> raised.put(quota(name), value));
    if (keyCheck < 1 || keyCheck > MAX_KEY_CHECK) {
      throw new UserError(
          "--key-check " + keyCheck + " is not a number of seconds that makes sense",
          "Use 1 to " + MAX_KEY_CHECK + ".");
    }
    try {
      return new RdsSettings(
          new Quotas(raised),
          targets.stream().map(RdsOptions::target).toList(),
          new Pace(Duration.ofSeconds(keyCheck), Pace.DEFAULT.schedule()));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "--quota: " + e.getMessage(), "Use NAME=VALUE, for example ManualSnapshots=1000.");
    }
  }

  private static Quota quota(String name) {
    return Quota.of(name)
        .orElseThrow(
            () ->
                new UserError(
                    "--quota: there is no quota " + name,
                    "Use one of "
                        + Arrays.stream(Quota.values())
                            .map(Quota::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** What is refused is not repeated: a place may hold a secret. */
  private static EventTarget target(String given) {
    try {
      return EventTarget.parse(given);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "--event-target: events cannot be delivered there: "
              + (e.getCause() == null ? e.getMessage() : "it is not a URI"),
          "Use file:/PATH, https://HOST/PATH, or http://127.0.0.1:PORT/PATH.");
    }
  }
}
