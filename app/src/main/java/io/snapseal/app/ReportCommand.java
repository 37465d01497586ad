package io.snapseal.app;

import io.snapseal.autopilot.Autopilot;
import io.snapseal.autopilot.act.ProgressListener;
import io.snapseal.autopilot.aws.Pause;
import io.snapseal.autopilot.find.ScanReport;
import io.snapseal.autopilot.find.ScanRequest;
import io.snapseal.autopilot.report.Posture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapseal report}: what protects each snapshot, as a file for others to read. */
@Command(
    name = "report",
    description = "Reports what protects every snapshot, for people or programs; changes nothing.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The key that snapshots should be under: alias, key id or ARN.")
  private @Nullable String key;

  @Option(
      names = "--format",
      paramLabel = "html|json|csv|asff|ocsf",
      description =
          "A page, JSON, a spreadsheet, or findings for Security Hub or for OCSF (default: html;"
              + " json with --output json).")
  private @Nullable ReportFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file, readable by its owner only (default: standard output).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    Console console = output.console();
    ReportFormat wanted = wanted(console);
    if (out != null) {
      NewFile.requireNone(out);
    }
    try (Connection connection = where.connection()) {
      Posture posture = posture(connection);
      deliver(console, wanted, posture);
      for (Posture.Gap gap : posture.gaps()) {
        console.failure(gap.region(), gap.failure());
      }
      return posture.gaps().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private ReportFormat wanted(Console console) {
    boolean document = console.isJson() && out == null;
    if (format == null) {
      return document ? ReportFormat.JSON : ReportFormat.HTML;
    }
    if (document && !format.isJson()) {
      throw new UserError(
          "--output json and --format " + format.word() + " both want standard output",
          "Give --out FILE, or a format that is JSON: json, asff, ocsf.");
    }
    return format;
  }

  private Posture posture(Connection connection) {
    Clock clock = Clock.systemUTC();
    String account = connection.account();
    ScanReport scan =
        new Autopilot(connection, clock, Pause.sleeping(), ProgressListener.silent())
            .scan(new ScanRequest(connection.regions(), key));
    return new Posture(
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        List.of(new Posture.Account(account, scan)));
  }

  private void deliver(Console console, ReportFormat wanted, Posture posture) throws IOException {
    byte[] bytes = wanted.of(posture).getBytes(StandardCharsets.UTF_8);
    if (out == null) {
      console.bytes(bytes);
      return;
    }
    NewFile.write(out, bytes);
    int snapshots = posture.entries().size();
    if (console.isJson()) {
      console.document(
          Map.of("file", out.toString(), "format", wanted.word(), "snapshots", snapshots));
    } else {
      console.line(snapshots + " snapshots reported in " + out);
    }
  }
}
