package io.snapseal.app;

import io.snapseal.autopilot.aws.Fault;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.kms.root.RootKeyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** How a command that fails ends: in words, and with JSON asked for in one document as well. */
final class Explained implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Main main;
  private final IParameterExceptionHandler usage;

  /**
   * @param usage shows what is wrong with the arguments, and the usage
   */
  Explained(Main main, IParameterExceptionHandler usage) {
    this.main = main;
    this.usage = usage;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) throws Exception {
    int exitCode = usage.handleParseException(failure, arguments);
    console(List.of(arguments))
        .errorDocument(
            new UserError(
                firstLine(failure.getMessage()),
                "See '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'."));
    return exitCode;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    UserError error = explained(failure);
    Console console = console(parsed.originalArgs());
    console.error(error);
    console.errorDocument(error);
    if (main.verbose()) {
      failure.printStackTrace();
    }
    return error.exitCode();
  }

  private static UserError explained(Exception failure) {
    if (failure instanceof UserError e) {
      return e;
    }
    if (failure instanceof RootKeyException e) {
      return new UserError(String.valueOf(e.getMessage()), e.fix());
    }
    if (failure instanceof AwsServiceException e) {
      return ofAws(e);
    }
    if (failure instanceof SdkClientException) {
      return new UserError(
          ExitCode.UNREACHABLE,
          OwnFault.UNREACHABLE.code(),
          firstLine(failure.getMessage()),
          OwnFault.UNREACHABLE.fix());
    }
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      return new UserError(
          ExitCode.FAILED, reason(failure), "Look at the disk, and at who may use what is named.");
    }
    return bug(failure);
  }

  private static UserError ofAws(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String said =
        details == null || details.errorMessage() == null
            ? "HTTP status " + e.statusCode()
            : firstLine(details.errorMessage());
    Fault fault = Fault.of(code, said);
    String named = code.isEmpty() ? fault.code() : code;
    return new UserError(ExitCode.FAILED, named, named + ": " + said, fault.fix());
  }

  private static UserError bug(Exception failure) {
    return new UserError(
        ExitCode.FAILED,
        OwnFault.BUG.code(),
        "unexpected: " + reason(failure) + place(failure).map(at -> " (at " + at + ")").orElse(""),
        "This is a bug: please report this line as an issue of Snapseal's repository, with what"
            + " --verbose adds to it. Nothing is lost: a later run continues.");
  }

  /** Where in Snapseal it happened. */
  private static Optional<StackTraceElement> place(Exception failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.snapseal."))
        .findFirst();
  }

  private static String reason(Exception failure) {
    return failure.getClass().getSimpleName() + ": " + firstLine(failure.getMessage());
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("");
  }

  private static Console console(List<String> arguments) {
    return new Console(System.out, System.err, OutputOption.wantedBy(arguments), false);
  }
}
