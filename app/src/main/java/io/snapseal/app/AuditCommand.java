package io.snapseal.app;

import io.snapseal.audit.TrailDamage;
import io.snapseal.audit.TrailReport;
import io.snapseal.kms.HomeRootKey;
import io.snapseal.kms.RootKey;
import io.snapseal.kms.root.RootKeyFile;
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
    @Mixin private RootKeyOptions options = new RootKeyOptions();

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
      requireValid();
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
      RootKeyStatus.requireThere(home);
      Path stateFile = home.directory().resolve(Home.STATE);
      if (Files.notExists(stateFile)) {
        throw new UserError(
            stateFile + " is missing: without it nothing says which audit trails there must be",
            "Restore the whole home from a copy.");
      }
      SecureRandom random = new SecureRandom();
      ChosenStores stores = new ChosenStores(options, System.getenv(), random);
      try (StateStore state = StateStore.open(stateFile)) {
        RootKey rootKey =
            new HomeRootKey(new RootKeyFile(home.rootKey()), state, stores, random).opened();
        List<TrailReport> reports = TrailReport.of(state, rootKey, home.audit(), from, noted);
        if (reports.isEmpty()) {
          throw new UserError(
              "the region's state knows of no audit trail, so nothing can be proved",
              "Every region that was started once has one. If this one was, its state was put back"
                  + " or changed: restore the whole home from a copy.");
        }
        return reports;
      }
    }

    private void requireValid() {
      if (from < 1) {
        throw new UserError(
            "--from " + from + " is not the number of a line", "Lines are numbered from 1.");
      }
      try {
        TrailReport.requireNotes(noted);
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
