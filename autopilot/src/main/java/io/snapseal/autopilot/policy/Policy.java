package io.snapseal.autopilot.policy;

import io.snapseal.autopilot.act.RestoreSettings;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of a fleet. The first rule that fits a snapshot is the one that counts; what none
 * fits is left alone.
 *
 * @param keys the wanted key of each region
 * @param rules in order
 * @param restores where temporary databases are placed
 * @param budgets what one run may use
 */
public record Policy(
    Map<String, String> keys, List<Rule> rules, RestoreSettings restores, Budgets budgets) {
  public Policy {
    keys = Map.copyOf(keys);
    rules = List.copyOf(rules);
  }

  /**
   * A policy as its file says it (docs/user-guide.md, "The policy file").
   *
   * @throws PolicyException with the line of the first mistake
   */
  public static Policy parse(String yaml) {
    return PolicyFile.read(yaml);
  }

  /** Every snapshot of the account under one key of each region. */
  public static Policy of(
      String key,
      Map<String, String> copyTo,
      Route route,
      Verification verification,
      SourceRule source) {
    Rule rule =
        new Rule("all", Selector.everything(), false, key, copyTo, route, verification, source);
    return new Policy(Map.of(), List.of(rule), RestoreSettings.defaults(), Budgets.DEFAULT);
  }

  /** The rule for a snapshot; empty if it is to be left alone. */
  public Optional<Rule> ruleFor(String account, String region, Snapshot snapshot, Instant now) {
    return rules.stream()
        .filter(rule -> rule.selector().fits(account, region, snapshot, now))
        .findFirst()
        .filter(rule -> !rule.leave());
  }
}
