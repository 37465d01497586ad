package io.snapseal.app;

import io.snapseal.autopilot.find.Route;
import io.snapseal.iam.AccessKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** {@code snapseal demo}: the main job, end to end, on a real database. */
@Command(
    name = "demo",
    description = "Seals a real database's snapshot in a private region, and proves it.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");
  private static final String PREFIX = "snapseal-demo";
  private static final String ACCOUNT = "123456789012";

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Keep the region's state here (default: a temporary directory).")
  private @Nullable Path home;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "250000",
      description = "How many rows the database has (default: 250000).")
  private int rows;

  @Option(
      names = "--route",
      paramLabel = "auto|copy|restore",
      converter = Options.RouteConverter.class,
      defaultValue = "restore",
      description = "How to seal (default: restore, the full procedure).")
  private Route route = Route.RESTORE;

  @Option(names = "--keep", description = "Keep the temporary directory.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    if (rows < 1 || rows > 100_000_000) {
      throw new UserError("--rows " + rows + " is out of range", "Use 1 to 100000000.");
    }
    AwsFiles.requireWellFormed();
    Console console = output.console();
    DemoReport report;
    try (Ending ending = Ending.begin()) {
      Path directory = home == null ? temporary(ending) : home;
      if (home != null || keep) {
        ending.open(() -> () -> console.note("the region's state is in " + directory));
      }
      report = demonstrate(console, ending, directory);
    }
    print(console, report);
    return report.asPromised() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Path temporary(Ending ending) throws Exception {
    return keep
        ? Files.createTempDirectory(PREFIX)
        : ending.open(() -> TemporaryDirectory.create(PREFIX)).path();
  }

  private DemoReport demonstrate(Console console, Ending ending, Path directory) throws Exception {
    Steps steps = new Steps(console, Clock.systemUTC());
    PrivateRegion region =
        ending.open(
            () ->
                new PrivateRegion(
                    new RegionOptions(
                        directory, "127.0.0.1", 0, REGIONS, ACCOUNT, Optional.empty())));
    steps.timed(
        "start a private region",
        () -> {
          region.start(Map.of());
          return region;
        });
    try (Connection connection = connection(region);
        LiveProgress progress = new LiveProgress(console)) {
      return new Demo(connection, region.home(), steps, progress, new SecureRandom())
          .run(rows, route);
    }
  }

  private static Connection connection(PrivateRegion region) {
    AccessKey key = Credentials.read(region.home().credentials());
    return new Connection(
        region.endpoint(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.id(), key.secret().reveal())),
        REGIONS);
  }

  private static void print(Console console, DemoReport report) {
    if (console.isJson()) {
      console.document(report);
      return;
    }
    console.line("");
    console.line(
        "source    " + report.source().id() + "  encrypted: " + yes(report.source().encrypted()));
    console.line(
        "sealed    %s  encrypted: %s  %s"
            .formatted(
                report.sealed().id(),
                yes(report.sealed().encrypted()),
                report.sealed().kmsKeyId()));
    for (DemoReport.Copy copy : report.copies()) {
      console.line(
          "copy      %s  encrypted: %s  %s"
              .formatted(copy.id(), yes(copy.encrypted()), copy.kmsKeyId()));
    }
    console.line(
        "rows      %d in the source, %d restored, checksums %s"
            .formatted(
                report.rows().source(),
                report.rows().restored(),
                report.rows().checksumsEqual() ? "equal" : "DIFFERENT"));
    console.line(
        "canary    in the unencrypted snapshot's bytes: %s; in the sealed ones': %s"
            .formatted(
                yes(report.plaintextFound().source()), yes(report.plaintextFound().sealed())));
    console.line(
        "disabled  a restore was refused with " + report.keyDisabled().restoreRefusedWith());
    console.line("left      " + report.temporariesLeft() + " temporaries");
    console.line(report.asPromised() ? "All as promised." : "NOT AS PROMISED.");
  }

  private static String yes(boolean value) {
    return value ? "yes" : "no";
  }
}
