package io.snapseal.app;

import io.snapseal.audit.TrailDamage;
import io.snapseal.audit.TrailReport;
import io.snapseal.kms.RootKey;
import io.snapseal.kms.RootKeyException;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapseal audit verify}: the audit trail. */
@Command(
    name = "audit",
    description = "Checks the private region's audit trail.",
    mixinStandardHelpOptions = true,
    subcommands = AuditCommand.Verify.class)
final class AuditCommand {
  /** {@code audit verify}: every line is what was written, and none is missing. */
  @Command(
      name = "verify",
      description = {
        "Proves that no event of the audit trail was changed, left out or cut off.",
        "Exit code 1 if one was. The region may run meanwhile."
      },
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    @Mixin private RegionCommand.HomeOption home = new RegionCommand.HomeOption();
    @Mixin private OutputOption output = new OutputOption();

    @Option(
        names = "--from",
        paramLabel = "NUMBER",
        defaultValue = "1",
        description = "The oldest line that must be there, if older files were moved away.")
    private long from;

    @Option(
        names = "--noted",
        paramLabel = "NUMBER:CODE",
        description = {
          "What an earlier check printed as 'last', kept where nobody changes it:",
          "proves that the trail still has all that it had then. Repeatable."
        })
    private List<String> noted = List.of();

    /**
     * What is printed as JSON.
     *
     * @param whole whether nothing is wrong with any trail
     */
    record Result(boolean whole, List<Checked> trails) {}

    /** One trail; there is a second one only if the first was found damaged. */
    record Checked(long trail, boolean whole, long events, String last, @Nullable String damage) {}

    @Override
    public Integer call() throws IOException {
      Console console = output.console();
      List<TrailReport> reports = reports(Home.at(home.path()));
      boolean whole = reports.stream().allMatch(report -> report.damage().isEmpty());
      if (console.isJson()) {
        console.document(new Result(whole, reports.stream().map(Verify::checked).toList()));
      }
      for (TrailReport report : reports) {
        console.line("trail   " + report.trail());
        console.line("events  " + report.events());
        console.line("last    " + report.last());
        console.line(report.damage().map(damage -> "DAMAGED " + damage).orElse("whole   yes"));
      }
      return whole ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<TrailReport> reports(Home home) throws IOException {
      Path stateFile = home.directory().resolve("state.db");
      if (Files.notExists(stateFile) || Files.notExists(home.rootKey())) {
        throw new UserError(
            home.directory() + " is not a region's home, or has lost its root key",
            "Name the home with --home.");
      }
      try (StateStore state = StateStore.open(stateFile)) {
        RootKey rootKey = RootKey.openOrCreate(home.rootKey(), state, new SecureRandom());
        return TrailReport.of(state, rootKey, home.audit(), from, noted);
      } catch (RootKeyException e) {
        throw new UserError(String.valueOf(e.getMessage()), e.fix());
      } catch (IllegalArgumentException e) {
        throw new UserError(
            String.valueOf(e.getMessage()), "Give --noted as an earlier check printed it.");
      }
    }

    private static Checked checked(TrailReport report) {
      return new Checked(
          report.trail(),
          report.damage().isEmpty(),
          report.events(),
          report.last(),
          report.damage().map(TrailDamage::toString).orElse(null));
    }
  }
}
