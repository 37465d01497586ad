package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.iam.AccessKey;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AWS CLI does the whole procedure, and the user guide shows what it really prints. */
class AwsCliProcedureTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"procedure.sh", "access.sh", "accounts.sh"})
  void whatTheAwsCliDoesIsWhatTheUserGuideShows(String script) throws Exception {
    assumeTrue(installed("aws"), "the AWS CLI is missing: apt-get install awscli");
    String transcript;
    try (RegionFixture fixture = new RegionFixture(temporary.resolve("home"))) {
      AccessKey key = Credentials.read(fixture.region.home().credentials());
      transcript =
          run(
              script,
              Map.of(
                  "AWS_ENDPOINT_URL", fixture.region.endpoint().toString(),
                  "AWS_ACCESS_KEY_ID", key.id(),
                  "AWS_SECRET_ACCESS_KEY", key.secret().reveal(),
                  "AWS_DEFAULT_REGION", RegionFixture.FIRST,
                  "AWS_PAGER", ""));
    }
    assertThat(Files.readString(ROOT.resolve("docs/user-guide.md"))).contains(stable(transcript));
  }

  /** The ids of keys, grants, instances, accounts and of what is in an organization differ. */
  private static String stable(String transcript) {
    return transcript
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "KEY-ID")
        .replaceAll("\\b[0-9a-f]{64}\\b", "GRANT-ID")
        .replaceAll("\\bdb-[A-Z2-7]{26}\\b", "DB-ID")
        .replaceAll("\\b(?!123456789012)\\d{12}\\b", "ACCOUNT-ID")
        .replaceAll("\\bcar-[a-z0-9]{32}\\b", "REQUEST-ID")
        .replaceAll("\\bou-[a-z0-9]{4}-[a-z0-9]{8}\\b", "OU-ID")
        .replaceAll("\\br-[a-z0-9]{4}\\b", "ROOT-ID")
        .replaceAll("\\bp-[a-z0-9]{8}\\b", "POLICY-ID")
        .strip();
  }

  private String run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(ROOT.resolve("docs").resolve(script).toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    List.of("AWS_PROFILE", "AWS_SESSION_TOKEN").forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(exit).as(text + Files.readString(err, StandardCharsets.UTF_8)).isZero();
    return text;
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
