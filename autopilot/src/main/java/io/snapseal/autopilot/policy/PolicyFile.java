package io.snapseal.autopilot.policy;

import io.snapseal.autopilot.act.RestoreSettings;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** From the file's text to a policy, strictly. */
final class PolicyFile {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_GIB = 100_000_000;

  private PolicyFile() {}

  static Policy read(String yaml) {
    Section file = Section.of(composed(yaml), "the policy");
    String version = file.text("version");
    if (!"1".equals(version)) {
      throw file.mistake(
          "version", "version " + version + " is not known", "Begin the file with `version: 1`.");
    }
    Map<String, String> keys = file.texts("keys");
    List<Rule> rules = new ArrayList<>();
    file.nodes("rules").forEach(node -> rules.add(rule(Section.of(node, "a rule"), keys)));
    RestoreSettings restores = restores(file.section("restore"));
    Budgets budgets = budgets(file.section("budgets"));
    file.requireNothingElse();
    if (rules.isEmpty()) {
      throw file.mistake(
          "rules", "there is no rule", "Name at least one: `rules: [{name: all}]` is for all.");
    }
    return new Policy(keys, rules, restores, budgets);
  }

  private static Node composed(String yaml) {
    LoadSettings settings =
        LoadSettings.builder().setLabel("policy").setCodePointLimit(MOST_CHARACTERS).build();
    try {
      return new Compose(settings)
          .composeString(yaml)
          .orElseThrow(
              () -> new PolicyException(1, "the file is empty", "Begin it with `version: 1`."));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new PolicyException(
          line,
          "not YAML: " + e.getProblem(),
          "Look at the indentation, and quote values that hold `:` or `#`.");
    } catch (YamlEngineException e) {
      throw new PolicyException(
          1, "not YAML: " + e.getMessage(), "See docs/user-guide.md for an example.");
    }
  }

  private static Rule rule(Section rule, Map<String, String> keys) {
    String name = rule.text("name");
    Section match = rule.section("match");
    boolean leave = rule.read("leave", false, PolicyFile::yes);
    Rule read =
        new Rule(
            name == null ? "rule of line " + rule.line() : name,
            match == null ? Selector.everything() : selector(match),
            leave,
            rule.text("key"),
            copies(rule, keys),
            rule.read("route", Route.AUTO, value -> Words.constant(Route.class, value)),
            rule.read(
                "verify",
                Verification.METADATA,
                value -> Words.constant(Verification.class, value)),
            source(rule));
    rule.requireNothingElse();
    return read;
  }

  /** A list of regions, whose keys the policy names, or a mapping of regions to keys. */
  private static Map<String, String> copies(Section rule, Map<String, String> keys) {
    if (rule.isMapping("copy-to")) {
      return rule.texts("copy-to");
    }
    Map<String, String> copies = new LinkedHashMap<>();
    for (String region : rule.list("copy-to")) {
      if (!keys.containsKey(region)) {
        throw rule.mistake(
            "copy-to",
            "there is no key for copies to " + region,
            "Add it to `keys`, or write `copy-to: {" + region + ": KEY}`.");
      }
      copies.put(region, "");
    }
    return copies;
  }

  private static SourceRule source(Section rule) {
    Duration grace = rule.read("delete-after", Duration.ZERO, Words::duration);
    SourceRule.Fate fate =
        rule.read(
            "source", SourceRule.Fate.KEEP, value -> Words.constant(SourceRule.Fate.class, value));
    if (!grace.isZero() && fate != SourceRule.Fate.DELETE) {
      throw rule.mistake(
          "delete-after", "delete-after is for sources to be deleted", "Add `source: delete`.");
    }
    return new SourceRule(fate, grace);
  }

  private static Selector selector(Section match) {
    Set<Kind> kinds = new LinkedHashSet<>();
    for (String kind : match.list("kinds")) {
      kinds.add(checked(match, "kinds", () -> Words.constant(Kind.class, kind)));
    }
    List<String> accounts = match.list("accounts");
    accounts.stream()
        .filter(account -> !account.matches("\\d{12}"))
        .findFirst()
        .ifPresent(
            account -> {
              throw match.mistake(
                  "accounts", account + " is no account", "Write its twelve digits, in quotes.");
            });
    List<String> regions = match.list("regions");
    List<String> engines = match.list("engines");
    List<String> types = match.list("types");
    List<String> ids = match.list("ids");
    List<String> databases = match.list("databases");
    Map<String, String> tags = match.texts("tags");
    @Nullable Duration older =
        match.text("older-than") == null
            ? null
            : match.read("older-than", Duration.ZERO, Words::duration);
    @Nullable Duration newer =
        match.text("newer-than") == null
            ? null
            : match.read("newer-than", Duration.ZERO, Words::duration);
    match.requireNothingElse();
    return checked(
        match,
        "types",
        () ->
            new Selector(
                accounts, regions, engines, kinds, types, ids, databases, tags, older, newer));
  }

  private static RestoreSettings restores(@Nullable Section restore) {
    if (restore == null) {
      return RestoreSettings.defaults();
    }
    RestoreSettings settings =
        new RestoreSettings(
            restore.text("instance-class"),
            restore.text("subnet-group"),
            restore.list("security-groups"));
    restore.requireNothingElse();
    return settings;
  }

  private static Budgets budgets(@Nullable Section budgets) {
    if (budgets == null) {
      return Budgets.DEFAULT;
    }
    Budgets none = Budgets.DEFAULT;
    Budgets read =
        new Budgets(
            budgets.number("concurrent", none.concurrent(), 1, 100),
            budgets.number("snapshots", none.snapshots(), 1, MOST_GIB),
            budgets.number("storage-gib", none.storageGib(), 1, MOST_GIB),
            budgets.read("wait", none.patience(), Words::duration));
    budgets.requireNothingElse();
    return read;
  }

  private static boolean yes(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("'" + value + "' is neither true nor false");
    }
    return value.equals("true");
  }

  private static <T> T checked(Section section, String name, java.util.function.Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw section.mistake(
          name, name + ": " + e.getMessage(), "Correct the value, or leave it out.");
    }
  }
}
