package io.snapseal.app;

import io.snapseal.autopilot.Autopilot;
import io.snapseal.autopilot.act.ProgressListener;
import io.snapseal.autopilot.act.StepReport;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.Pause;
import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.plan.Plan;
import io.snapseal.autopilot.policy.Policy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapseal plan}: what sealing would do, and what stands in its way. */
@Command(
    name = "plan",
    description =
        "Says what sealing would do to every snapshot, and what stands in its way; changes nothing.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Where where = new Where();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "What is wanted, as a policy file says it; or --key and what goes with it.")
  private @Nullable Path policy;

  @Option(names = "--key", paramLabel = "KEY", description = "The key: alias, key id or ARN.")
  private @Nullable String key;

  @Mixin private HowOptions how = new HowOptions();

  @Override
  public Integer call() {
    Policy wanted = wanted();
    Console console = output.console();
    try (Connection connection = where.connection()) {
      connection.account();
      Plan plan =
          new Autopilot(connection, Clock.systemUTC(), Pause.sleeping(), ProgressListener.silent())
              .plan(wanted, connection.regions());
      print(console, plan);
      return plan.blocked() ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private Policy wanted() {
    if ((policy == null) == (key == null)) {
      throw new UserError(
          policy == null ? "no key is named" : "--policy and --key are both given",
          "Give --key KEY, or --policy FILE.");
    }
    if (policy != null) {
      HowOptions.requireNone(spec);
      return PolicySource.policy(policy);
    }
    SourceRule source =
        how.deleteSource() ? SourceRule.deleteAfter(Duration.ZERO) : SourceRule.KEEP;
    return Policy.of(String.valueOf(key), how.copyTo(), how.route(), how.verification(), source);
  }

  /** The lines of a plan, and below them what stands in the way of what. */
  static void print(Console console, Plan plan) {
    if (console.isJson()) {
      console.document(plan);
    } else {
      console.table(
          List.of("REGION", "SNAPSHOT", "PROTECTION", "OUTCOME", "ROUTE", "GIB", "STEPS"),
          plan.items().stream().map(PlanCommand::row).toList());
      plan.regions().forEach(region -> console.line(line(region)));
    }
    for (Plan.Item item : plan.items()) {
      for (Failure blocker : item.blockers()) {
        console.failure(item.id(), blocker);
      }
    }
    for (Plan.Region region : plan.regions()) {
      for (Failure blocker : region.blockers()) {
        console.failure(region.region(), blocker);
      }
    }
  }

  private static String line(Plan.Region region) {
    return "%s: %d GiB of new snapshots, %d GiB of temporaries at most%s"
        .formatted(
            region.region(),
            region.newGib(),
            region.temporaryGib(),
            region.quotas().stream()
                .map(
                    quota ->
                        ", %s %d of %d used and %d needed"
                            .formatted(quota.name(), quota.used(), quota.max(), quota.needed()))
                .collect(Collectors.joining()));
  }

  private static List<String> row(Plan.Item item) {
    String steps =
        item.steps().stream().map(StepReport::step).distinct().collect(Collectors.joining(", "));
    return List.of(
        item.region(),
        item.id(),
        word(item.protection()),
        item.blockers().isEmpty() ? word(item.outcome()) : "blocked",
        word(item.route()),
        String.valueOf(item.gib()),
        Console.orDash(steps));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
