package io.snapseal.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. */
@Command(
    name = "snapseal",
    description =
        "Every database snapshot encrypted under a key its owner controls, and proven so.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      RegionCommand.class,
      RootKeyCommand.class,
      KeyStoreCommand.class,
      PeerCommand.class,
      EnvCommand.class,
      ScanCommand.class,
      PlanCommand.class,
      SealCommand.class,
      VerifyCommand.class,
      ReportCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      AuditCommand.class,
      PolicyCommand.class,
      ExplainCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 a snapshot failed, 2 bad usage or configuration,",
      "3 the --fail-on gate was hit, 4 cannot reach or authenticate."
    })
public final class Main {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Also print the stack trace of a failure.")
  private boolean verbose;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Whether an unexpected failure is to show where it happened. */
  boolean verbose() {
    return verbose;
  }

  static CommandLine commandLine() {
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main);
    Explained explained = new Explained(main, commandLine.getParameterExceptionHandler());
    return commandLine
        .setExecutionExceptionHandler(explained)
        .setParameterExceptionHandler(explained)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
