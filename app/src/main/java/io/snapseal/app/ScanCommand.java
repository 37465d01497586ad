package io.snapseal.app;

import io.snapseal.autopilot.Autopilot;
import io.snapseal.autopilot.act.ProgressListener;
import io.snapseal.autopilot.aws.Pause;
import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.ScanReport;
import io.snapseal.autopilot.find.ScanRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapseal scan}: what protects each snapshot. */
@Command(
    name = "scan",
    description = "Lists every snapshot with what protects it.",
    mixinStandardHelpOptions = true)
final class ScanCommand implements Callable<Integer> {
  private static final Map<String, Set<Protection>> GATES =
      Map.of(
          "unencrypted", Set.of(Protection.NONE),
          "wrong-key",
              Set.of(
                  Protection.NONE,
                  Protection.WRONG_KEY,
                  Protection.AWS_OWNED,
                  Protection.AWS_MANAGED),
          "aws-managed", Set.of(Protection.NONE, Protection.AWS_OWNED, Protection.AWS_MANAGED));

  @Mixin private Where where = new Where();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The key that snapshots should be under: alias, key id or ARN.")
  private @Nullable String key;

  @Option(
      names = "--fail-on",
      paramLabel = "unencrypted|wrong-key|aws-managed",
      description = "Exit with 3 if any snapshot is this or worse.")
  private @Nullable String failOn;

  @Override
  public Integer call() {
    Set<Protection> gate = gate();
    Console console = output.console();
    try (Connection connection = where.connection()) {
      connection.account();
      ScanReport report =
          new Autopilot(connection, Clock.systemUTC(), Pause.sleeping(), ProgressListener.silent())
              .scan(new ScanRequest(connection.regions(), key));
      print(console, report);
      if (report.incomplete()) {
        return ExitCode.FAILED;
      }
      return report.snapshots().stream().anyMatch(found -> gate.contains(found.protection()))
          ? ExitCode.GATE
          : ExitCode.OK;
    }
  }

  private Set<Protection> gate() {
    if (failOn == null) {
      return Set.of();
    }
    Set<Protection> gate = GATES.get(failOn);
    if (gate == null) {
      throw new UserError(
          "--fail-on " + failOn + " is not known",
          "Use one of unencrypted, wrong-key, aws-managed.");
    }
    if (failOn.equals("wrong-key") && key == null) {
      throw new UserError("--fail-on wrong-key compares with a key", "Name it with --key.");
    }
    return gate;
  }

  private static void print(Console console, ScanReport report) {
    if (console.isJson()) {
      console.document(report);
    } else {
      console.table(
          List.of(
              "REGION", "SNAPSHOT", "TYPE", "STATUS", "ENGINE", "PROTECTION", "KEY", "SEALED AS"),
          report.snapshots().stream().map(ScanCommand::row).toList());
      console.line(report.snapshots().size() + " snapshots");
    }
    for (ScanReport.Region region : report.regions()) {
      if (region.failure() != null) {
        console.failure(region.region(), region.failure());
      }
    }
  }

  private static List<String> row(ScanReport.Snapshot found) {
    return List.of(
        found.region(),
        found.id(),
        found.type() + (found.kind().equals("cluster") ? " cluster" : ""),
        found.status(),
        found.engine() + " " + found.engineVersion(),
        found.protection().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + (found.failure() == null ? "" : " (" + found.failure().code() + ")"),
        Console.orDash(found.keyArn()),
        Console.orDash(found.sealedAs()));
  }
}
