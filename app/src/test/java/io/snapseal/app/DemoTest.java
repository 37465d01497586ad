package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demonstration, by both routes: standard output is one document, and it says what was seen.
 */
class DemoTest {
  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"restore", "copy"})
  void allAsPromised(String route) throws Exception {
    Cli.Result result =
        Cli.run(
            Cli.temporaryFilesIn(temporary),
            "demo",
            "--rows",
            "3000",
            "--route",
            route,
            "--output",
            "json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode report = JsonMapper.builder().build().readTree(result.out());
    assertThat(report.at("/source/encrypted").asBoolean(true)).isFalse();
    assertThat(report.at("/sealed/encrypted").asBoolean()).isTrue();
    assertThat(report.at("/sealed/kmsKeyId").asText()).startsWith("arn:aws:kms:us-east-1:");
    assertThat(report.at("/copies/0/region").asText()).isEqualTo("eu-west-1");
    assertThat(report.at("/copies/0/encrypted").asBoolean()).isTrue();
    assertThat(report.at("/copies/0/kmsKeyId").asText()).startsWith("arn:aws:kms:eu-west-1:");
    assertThat(report.at("/rows/source").asInt()).isEqualTo(3000);
    assertThat(report.at("/rows/restored").asInt()).isEqualTo(3000);
    assertThat(report.at("/rows/checksumsEqual").asBoolean()).isTrue();
    assertThat(report.at("/plaintextFound/source").asBoolean()).isTrue();
    assertThat(report.at("/plaintextFound/sealed").asBoolean(true)).isFalse();
    assertThat(report.at("/keyDisabled/restoreRefusedWith").asText())
        .isEqualTo("KMSKeyNotAccessibleFault");
    assertThat(report.at("/temporariesLeft").asInt(-1)).isZero();
    assertThat(report.at("/seconds").size()).isGreaterThan(5);
    assertThat(result.err()).contains("seal it, and copy it to eu-west-1");
    assertThat(temporary).isEmptyDirectory();
  }
}
