package io.snapseal.app;

import io.snapseal.autopilot.Autopilot;
import io.snapseal.autopilot.act.RestoreSettings;
import io.snapseal.autopilot.aws.Pause;
import io.snapseal.autopilot.prove.VerifyReport;
import io.snapseal.autopilot.prove.VerifyRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapseal verify}: proves snapshots anew. */
@Command(
    name = "verify",
    description = "Proves that snapshots are encrypted under a customer's key, and restore.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "SNAPSHOT", description = "Snapshot ids or ARNs.", arity = "1..*")
  private List<String> snapshots = List.of();

  @Option(
      names = "--restore",
      description = "Also restore each into a temporary instance, which is deleted again.")
  private boolean restore;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The key they must be under (default: any customer managed key).")
  private @Nullable String key;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = Options.DurationConverter.class,
      defaultValue = "12h",
      description = "How long to wait for test restores (default: 12h).")
  private Duration wait = Duration.ofHours(12);

  @Override
  public Integer call() {
    Console console = output.console();
    try (Connection connection = where.connection();
        LiveProgress progress = new LiveProgress(console)) {
      connection.account();
      VerifyReport report =
          new Autopilot(connection, Clock.systemUTC(), Pause.sleeping(), progress)
              .verify(
                  new VerifyRequest(
                      connection.region(),
                      snapshots,
                      restore,
                      key,
                      wait,
                      RestoreSettings.defaults()));
      progress.close();
      print(console, report);
      return report.failed() ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private static void print(Console console, VerifyReport report) {
    if (console.isJson()) {
      console.document(report);
    }
    for (VerifyReport.Snapshot snapshot : report.snapshots()) {
      console.line(
          snapshot.id()
              + "  "
              + (snapshot.passed() ? "verified" : "NOT VERIFIED")
              + "  "
              + Console.orDash(snapshot.keyArn()));
      for (VerifyReport.Check check : snapshot.checks()) {
        console.line(
            "  %-13s %-4s %s"
                .formatted(check.name(), check.passed() ? "ok" : "NO", check.detail()));
        if (check.failure() != null) {
          console.failure(snapshot.id() + " " + check.name(), check.failure());
        }
      }
    }
  }
}
