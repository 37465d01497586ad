package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code explain}: cause and fix of a code, or of a line that holds one. */
class ExplainCommandTest {
  @Test
  void aCodeAsTheUserGuideShows() throws Exception {
    Cli.Result result = Cli.run("explain", "KeyDisabled");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
        KeyDisabled
          cause: the key is disabled
          fix:   Enable it (`aws kms enable-key`), then run again.
        """);
    assertThat(Files.readString(Path.of("../docs/user-guide.md"))).contains(result.out());
  }

  @Test
  void aLineOfTheAwsCliWithoutQuotesMostTellingMeaningFirst() throws Exception {
    String line =
        "An error occurred (SnapshotQuotaExceeded) when calling the CopyDBSnapshot operation:"
            + " Cannot copy more than 20 snapshots across regions";
    String[] arguments = ("explain --output json " + line).split(" ");
    Cli.Result result = Cli.run(arguments);
    JsonNode document = JsonMapper.builder().build().readTree(result.out());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(document.get("asked").asText()).isEqualTo(line);
    assertThat(document.at("/meanings/0/cause").asText()).contains("copies are in progress");
    assertThat(document.at("/meanings/0/retry").asText()).isEqualTo("capacity");
    assertThat(document.get("meanings").size()).isEqualTo(2);
  }

  @Test
  void whatNobodyKnows() throws Exception {
    Cli.Result result = Cli.run("explain", "all", "is", "well");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("fix:").doesNotContain("\tat ");
  }

  @Test
  void nothingAsked() throws Exception {
    assertThat(Cli.run("explain").exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
