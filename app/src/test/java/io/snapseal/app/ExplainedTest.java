package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.rds.model.RdsException;

/** What is printed when a command fails, for people and for scripts. */
class ExplainedTest {
  @TempDir private Path temporary;

  /** A command that fails as a test wants it. */
  @Command(name = "fail")
  static final class Failing implements Callable<Integer> {
    @Mixin private OutputOption output = new OutputOption();
    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      output.console();
      throw failure;
    }
  }

  private static Cli.Result failing(Exception failure, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream noted = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(noted, true, StandardCharsets.UTF_8));
      CommandLine commandLine = Main.commandLine();
      commandLine.addSubcommand(new Failing(failure));
      String[] all = new String[arguments.length + 1];
      all[0] = "fail";
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      int exitCode = commandLine.execute(all);
      return new Cli.Result(
          exitCode, said.toString(StandardCharsets.UTF_8), noted.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static JsonNode error(Cli.Result result) throws Exception {
    JsonNode error = JsonMapper.builder().build().readTree(result.out()).get("error");
    assertThat(error).as(result.out() + result.err()).isNotNull();
    for (String name : List.of("code", "message", "cause", "fix")) {
      assertThat(error.path(name).asText()).as(name).isNotBlank();
    }
    assertThat(error.size()).isEqualTo(4);
    return error;
  }

  @Test
  void aBugIsOneLineAndWhereToReportIt() {
    Cli.Result result = failing(new IllegalStateException("so it is\nand more"));
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("unexpected: IllegalStateException: so it is (at io.snap"))
        .anyMatch(line -> line.contains("report") && line.contains("--verbose"));
    assertThat(result.out()).isEmpty();
  }

  @Test
  void verboseShowsWhereItHappened() {
    assertThat(failing(new IllegalStateException("so"), "--verbose").err())
        .contains("\tat io.snapseal.app.ExplainedTest");
  }

  @Test
  void aServicesAnswerWithoutDetails() {
    Cli.Result result = failing((Exception) RdsException.builder().statusCode(502).build());
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("HTTP status 502").contains("fix:");
  }

  @Test
  void everyFailureIsADocumentForScripts() throws Exception {
    JsonNode bug = error(failing(new IllegalStateException("so"), "--output", "json"));
    assertThat(bug.get("code").asText()).isEqualTo("InternalError");
    JsonNode own = error(failing(new UserError("a", "Do b."), "--output=JSON"));
    assertThat(own.get("code").asText()).isEqualTo("BadUsage");
    assertThat(own.get("message").asText()).isEqualTo("a");
    assertThat(own.get("fix").asText()).isEqualTo("Do b.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scan --output json --nonsense",
        "seal --output json",
        "scan --output=json --fail-on everything",
        "nonsense --output json"
      })
  void badUsage(String arguments) throws Exception {
    Cli.Result result = Cli.run(arguments.split(" "));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(error(result).get("code").asText()).isEqualTo("BadUsage");
    assertThat(result.err()).isNotBlank();
  }

  @Test
  void nobodyThere() throws Exception {
    Cli.Result result =
        Cli.run("region", "status", "--home", temporary.toString(), "--output", "json");
    assertThat(result.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(error(result).get("code").asText()).isEqualTo("Unreachable");
  }

  @Test
  void credentialsThatAreNotAccepted() throws Exception {
    String body =
        "<ErrorResponse><Error><Code>InvalidClientTokenId</Code>"
            + "<Message>The token is invalid.</Message></Error></ErrorResponse>";
    try (StubEndpoint endpoint = new StubEndpoint(403, body)) {
      Cli.Result result =
          Cli.run(
              Map.of("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "x"),
              "scan",
              "--region",
              "us-east-1",
              "--endpoint-url",
              endpoint.url(),
              "--output",
              "json");
      assertThat(result.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      JsonNode error = error(result);
      assertThat(error.get("code").asText()).isEqualTo("InvalidClientTokenId");
      assertThat(error.get("message").asText()).contains("The token is invalid.");
      assertThat(error.get("cause").asText()).contains("does not know these credentials");
    }
  }

  @ParameterizedTest
  @CsvSource({"--output json, JSON", "--output table, TABLE", "-- --output json, TABLE"})
  void theFormThatArgumentsAskFor(String arguments, Console.Form form) {
    assertThat(OutputOption.wantedBy(List.of(arguments.split(" ")))).isEqualTo(form);
  }

  @Test
  void theEndOfInputIsNoYes() throws Exception {
    Cli.Result result =
        Cli.run(
            Map.of("JAVA_TOOL_OPTIONS", "-Dsnapseal.terminal=true"),
            "seal",
            "--home",
            temporary.toString(),
            "legacy",
            "--key",
            "k",
            "--delete-source");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("not confirmed").contains("fix:").doesNotContain("\tat ");
  }
}
