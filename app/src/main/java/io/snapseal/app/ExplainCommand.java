package io.snapseal.app;

import io.snapseal.autopilot.aws.Fault;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snapseal explain}: cause and fix of what AWS or Snapseal says. */
@Command(
    name = "explain",
    description = "Says the cause and the fix of an error code, or of a message that holds one.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "CODE-OR-MESSAGE",
      description = "Such as KMSKeyNotAccessibleFault, or a line of the AWS CLI's output.",
      arity = "1..*")
  private List<String> words = List.of();

  /** What is printed as JSON. */
  record Explanation(String asked, List<Meaning> meanings) {}

  /**
   * One thing that the code may stand for.
   *
   * @param retry never, backoff or capacity: whether the same call may succeed later
   */
  record Meaning(String code, String cause, String fix, String retry) {}

  @Override
  public Integer call() {
    Console console = output.console();
    String asked = String.join(" ", words);
    List<Meaning> meanings = Fault.explain(asked).stream().map(ExplainCommand::meaning).toList();
    if (meanings.isEmpty()) {
      throw new UserError(
          ExitCode.USAGE,
          "UnknownCode",
          "nothing that is said there is an error code of RDS, KMS or Snapseal that is known",
          "Give the code that the message begins with, such as AccessDenied.");
    }
    if (console.isJson()) {
      console.document(new Explanation(asked, meanings));
    }
    for (Meaning meaning : meanings) {
      console.line(meaning.code());
      console.line("  cause: " + meaning.cause());
      console.line("  fix:   " + meaning.fix());
    }
    return ExitCode.OK;
  }

  private static Meaning meaning(Fault fault) {
    return new Meaning(
        fault.code(), fault.cause(), fault.fix(), fault.retry().name().toLowerCase(Locale.ROOT));
  }
}
