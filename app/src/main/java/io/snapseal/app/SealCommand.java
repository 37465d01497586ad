package io.snapseal.app;

import io.snapseal.autopilot.Autopilot;
import io.snapseal.autopilot.aws.Pause;
import io.snapseal.autopilot.plan.FleetReport;
import io.snapseal.autopilot.plan.Plan;
import io.snapseal.autopilot.policy.Policy;
import io.snapseal.autopilot.seal.CopyReport;
import io.snapseal.autopilot.seal.SealReport;
import io.snapseal.autopilot.seal.SealRequest;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapseal seal}: makes encrypted snapshots under a key, and proves it. */
@Command(
    name = "seal",
    description = "Makes an encrypted snapshot under a key of every snapshot named.",
    mixinStandardHelpOptions = true)
final class SealCommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of("SNAPSHOT", "OUTCOME", "SEALED AS", "KEY", "COPIES");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Where where = new Where();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "SNAPSHOT", description = "Snapshot ids or ARNs.", arity = "0..*")
  private List<String> snapshots = List.of();

  @Option(names = "--all", description = "Every snapshot of the account in the region.")
  private boolean all;

  @Option(names = "--key", paramLabel = "KEY", description = "The key: alias, key id or ARN.")
  private @Nullable String key;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Do what a plan says (snapseal plan --output json), and nothing else.")
  private @Nullable Path plan;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Do what a policy file wants, in every region named.")
  private @Nullable Path policy;

  @Mixin private HowOptions how = new HowOptions();

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask before deleting sources.")
  private boolean yes;

  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      defaultValue = "20",
      description = "Snapshots worked on at once, 1 to 100 (default: 20).")
  private int maxConcurrent = 20;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = Options.DurationConverter.class,
      defaultValue = "12h",
      description = "How long to wait for everything, such as 90s, 30m, 12h (default: 12h).")
  private Duration wait = Duration.ofHours(12);

  @Override
  public Integer call() {
    Console console = output.console();
    if (plan != null || policy != null) {
      return planned(console);
    }
    String wanted = requireSnapshots();
    confirmDeletion(console, how.deleteSource() && !dryRun);
    try (Connection connection = where.connection();
        LiveProgress progress = new LiveProgress(console)) {
      connection.account();
      SealReport report =
          new Autopilot(connection, Clock.systemUTC(), Pause.sleeping(), progress)
              .seal(request(connection.region(), wanted));
      progress.close();
      print(console, report);
      return report.failed() ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private SealRequest request(String region, String wanted) {
    try {
      return SealRequest.of(region, wanted)
          .snapshots(snapshots)
          .route(how.route())
          .copyTo(how.copyTo())
          .verification(how.verification())
          .deleteSource(how.deleteSource())
          .dryRun(dryRun)
          .maxConcurrent(maxConcurrent)
          .patience(wait)
          .build();
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()), "See 'snapseal seal --help'.");
    }
  }

  /** What a file says, said first if nothing is to be changed. */
  private int planned(Console console) {
    if ((plan != null && policy != null) || key != null || all || !snapshots.isEmpty()) {
      throw new UserError(
          "a plan or a policy says itself what to seal", "Give nothing beside it but where.");
    }
    HowOptions.requireNone(spec, "--max-concurrent", "--wait");
    Plan read = plan == null ? null : PolicySource.plan(plan);
    Policy wanted = policy == null ? null : PolicySource.policy(policy);
    try (Connection connection = where.connection();
        LiveProgress progress = new LiveProgress(console)) {
      String account = connection.account();
      Autopilot autopilot =
          new Autopilot(connection, Clock.systemUTC(), Pause.sleeping(), progress);
      Plan made = wanted == null ? read : autopilot.plan(wanted, connection.regions());
      if (made == null || !made.account().equals(account)) {
        throw new UserError(
            "the plan is not of account " + account, "Use the plan's account, or make a new plan.");
      }
      if (dryRun) {
        PlanCommand.print(console, made);
        return made.blocked() ? ExitCode.FAILED : ExitCode.OK;
      }
      confirmDeletion(console, made.deletes());
      FleetReport report = autopilot.apply(made);
      progress.close();
      print(console, report);
      made.items().stream()
          .filter(item -> !item.blockers().isEmpty())
          .forEach(item -> console.failure(item.id(), item.blockers().get(0)));
      return report.failed() || made.blocked() ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private static void print(Console console, FleetReport report) {
    if (console.isJson()) {
      console.document(report);
    } else {
      console.table(
          HEADER,
          report.reports().stream()
              .flatMap(one -> one.snapshots().stream())
              .map(SealCommand::row)
              .toList());
    }
    report.reports().forEach(one -> explain(console, one));
  }

  private String requireSnapshots() {
    if (key == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing: --key KEY, or --plan FILE, or --policy FILE");
    }
    if (snapshots.isEmpty() == !all) {
      throw new UserError(
          all ? "--all and snapshots are both given" : "no snapshot is named",
          "Name snapshots, or give --all.");
    }
    return key;
  }

  private void confirmDeletion(Console console, boolean deletes) {
    if (!deletes || yes) {
      return;
    }
    if (!OutputOption.onTerminal()) {
      throw new UserError("deleting sources needs a yes", "Add --yes, or run it on a terminal.");
    }
    console.note(
        "Sources are deleted once their sealed snapshots and copies are proven. Type yes:");
    Scanner answers = new Scanner(System.in, StandardCharsets.UTF_8);
    if (!answers.hasNextLine() || !"yes".equals(answers.nextLine())) {
      throw new UserError("not confirmed", "Nothing was done. Type yes, or add --yes.");
    }
  }

  private static void print(Console console, SealReport report) {
    if (console.isJson()) {
      console.document(report);
    } else {
      console.table(HEADER, report.snapshots().stream().map(SealCommand::row).toList());
    }
    explain(console, report);
  }

  private static void explain(Console console, SealReport report) {
    if (report.failure() != null) {
      console.failure(report.region(), report.failure());
    }
    report.snapshots().forEach(snapshot -> explain(console, snapshot));
  }

  private static void explain(Console console, SnapshotReport snapshot) {
    if (snapshot.failure() != null) {
      console.failure(snapshot.id(), snapshot.failure());
    }
    for (CopyReport copy : snapshot.copies()) {
      if (copy.failure() != null) {
        console.failure(snapshot.id() + " in " + copy.region(), copy.failure());
      }
    }
    if (snapshot.note() != null) {
      console.note(snapshot.id() + ": " + snapshot.note());
    }
    if (!snapshot.temporariesLeft().isEmpty()) {
      console.note(
          snapshot.id()
              + ": still to be deleted: "
              + String.join(", ", snapshot.temporariesLeft()));
    }
  }

  private static List<String> row(SnapshotReport snapshot) {
    return List.of(
        snapshot.id(),
        snapshot.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Console.orDash(snapshot.sealedId()),
        Console.orDash(snapshot.keyArn()),
        Console.orDash(
            String.join(
                " ",
                snapshot.copies().stream()
                    .map(copy -> copy.region() + ":" + (copy.sealed() ? copy.id() : "failed"))
                    .toList())));
  }
}
