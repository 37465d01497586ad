package io.snapseal.app;

import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.find.Route;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How snapshots are sealed, where no file says it. */
final class HowOptions {
  @Option(
      names = "--route",
      paramLabel = "auto|copy|restore|cluster",
      converter = Options.RouteConverter.class,
      defaultValue = "auto",
      description =
          "copy: one copy with the key; restore: through a temporary database; cluster: through a"
              + " temporary cluster (default: auto).")
  private Route route = Route.AUTO;

  @Option(
      names = "--copy-to",
      paramLabel = "REGION=KEY",
      description = "Also copy to another region under a key of that region; may be repeated.")
  private Map<String, String> copyTo = Map.of();

  @Option(
      names = "--verify",
      paramLabel = "metadata|restore",
      converter = Options.VerificationConverter.class,
      defaultValue = "metadata",
      description = "How to prove it: what the API says, or a test restore (default: metadata).")
  private Verification verification = Verification.METADATA;

  @Option(names = "--delete-source", description = "Delete the source once all is proven.")
  private boolean deleteSource;

  Route route() {
    return route;
  }

  Map<String, String> copyTo() {
    return copyTo;
  }

  Verification verification() {
    return verification;
  }

  boolean deleteSource() {
    return deleteSource;
  }

  /** None of them, nor others: what a file says itself would be passed over beside it. */
  static void requireNone(CommandSpec command, String... others) {
    for (String option : new String[] {"--route", "--copy-to", "--verify", "--delete-source"}) {
      requireNot(command, option);
    }
    for (String option : others) {
      requireNot(command, option);
    }
  }

  private static void requireNot(CommandSpec command, String option) {
    if (command.commandLine().getParseResult().hasMatchedOption(option)) {
      throw new UserError(
          option + " is given beside a file that says it itself",
          "Leave " + option + " out, or write it into the policy.");
    }
  }
}
