package io.snapseal.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

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
      EnvCommand.class,
      ScanCommand.class,
      SealCommand.class,
      VerifyCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 a snapshot failed, 2 bad usage or configuration,",
      "3 the --fail-on gate was hit, 4 cannot reach or authenticate."
    })
public final class Main {
  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new Explained())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** What a person can put right is said in words; a bug shows where it is. */
  private static final class Explained implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
      Console console = new Console(System.out, System.err, Console.Form.TABLE, false);
      if (failure instanceof UserError e) {
        console.error(e);
        return e.exitCode();
      }
      if (failure instanceof AwsServiceException e) {
        console.note(
            "snapseal: "
                + e.awsErrorDetails().errorCode()
                + ": "
                + e.awsErrorDetails().errorMessage());
        console.note("  fix: docs/troubleshooting.md explains this code.");
        return ExitCode.FAILED;
      }
      if (failure instanceof SdkClientException e) {
        console.note("snapseal: " + e.getMessage());
        return ExitCode.UNREACHABLE;
      }
      throw failure;
    }
  }
}
