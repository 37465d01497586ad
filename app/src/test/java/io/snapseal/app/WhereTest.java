package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a command works, and what it says if that makes no sense. */
class WhereTest {
  @TempDir private Path temporary;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void awsFiles() throws IOException {
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    write(
        "AWS_CONFIG_FILE",
        """
        [default]
        region = us-west-2
        [profile elsewhere]
        region = ap-south-1
        [profile nowhere]
        output = json
        """);
    write(
        "AWS_SHARED_CREDENTIALS_FILE",
        """
        [default]
        aws_access_key_id = AKIADEFAULTDEFAULT12
        aws_secret_access_key = secret
        [elsewhere]
        aws_access_key_id = AKIAELSEWHEREELSEWHE
        aws_secret_access_key = secret
        """);
  }

  private void write(String variable, String content) throws IOException {
    Path file = Files.writeString(temporary.resolve(variable), content);
    environment.put(variable, file.toString());
  }

  /** Key and region as the request's signature names them. */
  private String signedBy(String... options) throws Exception {
    try (StubEndpoint endpoint = new StubEndpoint(403, "")) {
      environment.put("AWS_ENDPOINT_URL", endpoint.url());
      Cli.Result result = scan(options);
      assertThat(endpoint.authorizations()).as(result.err()).hasSize(1);
      return endpoint
          .authorizations()
          .get(0)
          .replaceAll(".*Credential=([^/]*)/\\d*/([^/]*)/sts/.*", "$1 $2");
    }
  }

  private Cli.Result scan(String... options) throws Exception {
    String[] all = new String[options.length + 1];
    all[0] = "scan";
    System.arraycopy(options, 0, all, 1, options.length);
    return Cli.run(environment, all);
  }

  @Test
  void withoutOptionsTheDefaultProfile() throws Exception {
    assertThat(signedBy()).isEqualTo("AKIADEFAULTDEFAULT12 us-west-2");
  }

  @Test
  void aProfileBringsItsRegionWithIt() throws Exception {
    assertThat(signedBy("--profile", "elsewhere")).isEqualTo("AKIAELSEWHEREELSEWHE ap-south-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_REGION", "AWS_DEFAULT_REGION"})
  void theEnvironmentsRegionComesBeforeTheProfiles(String variable) throws Exception {
    environment.put(variable, "eu-north-1");
    assertThat(signedBy("--profile", "elsewhere")).isEqualTo("AKIAELSEWHEREELSEWHE eu-north-1");
  }

  @Test
  void awsRegionComesBeforeAwsDefaultRegion() throws Exception {
    environment.putAll(Map.of("AWS_REGION", "eu-north-1", "AWS_DEFAULT_REGION", "eu-west-3"));
    assertThat(signedBy()).endsWith(" eu-north-1");
  }

  @Test
  void anEmptyVariableIsNoRegion() throws Exception {
    environment.put("AWS_REGION", "");
    assertThat(signedBy("--profile", "elsewhere")).endsWith(" ap-south-1");
  }

  @Test
  void theOptionComesFirst() throws Exception {
    environment.put("AWS_REGION", "eu-north-1");
    assertThat(signedBy("--profile", "elsewhere", "--region", "sa-east-1"))
        .isEqualTo("AKIAELSEWHEREELSEWHE sa-east-1");
  }

  @Test
  void aProfileThatIsNotThere() throws Exception {
    explained(scan("--profile", "gone"), ExitCode.USAGE, "there is no profile gone");
  }

  @Test
  void aProfileWithoutARegion() throws Exception {
    explained(scan("--profile", "nowhere"), ExitCode.USAGE, "no region is named");
  }

  @Test
  void aProfileWithoutCredentials() throws Exception {
    explained(
        scan("--profile", "nowhere", "--region", "us-east-1"),
        ExitCode.UNREACHABLE,
        "no usable credentials");
  }

  @Test
  void noCredentialsAtAll() throws Exception {
    write("AWS_SHARED_CREDENTIALS_FILE", "");
    explained(scan(), ExitCode.UNREACHABLE, "no usable credentials");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "127.0.0.1:4600", "http://", "ftp://x", "a b", "http://x:99999"})
  void anEndpointThatIsNoUrl(String url) {
    assertThatThrownBy(() -> Endpoint.of(url, "--endpoint-url"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--endpoint-url is not a URL");
  }

  @Test
  void anEndpointOfTheEnvironmentThatIsNoUrl() throws Exception {
    environment.put("AWS_ENDPOINT_URL", "http//127.0.0.1");
    explained(scan(), ExitCode.USAGE, "AWS_ENDPOINT_URL is not a URL");
  }

  @Test
  void aRegionThatIsNone() throws Exception {
    explained(scan("--region", "us east/1"), ExitCode.USAGE, "--region is not an AWS region");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_CONFIG_FILE, [default, AWS config file: see line 1",
    "AWS_CONFIG_FILE, region us-east-1, AWS config file: see line 1",
    "AWS_SHARED_CREDENTIALS_FILE, aws_secret_access_key = hunter2, AWS credentials file"
  })
  void anAwsFileThatIsMalformed(String variable, String content, String cause) throws Exception {
    write(variable, content);
    Cli.Result result = scan();
    explained(result, ExitCode.USAGE, cause);
    assertThat(result.err()).contains(environment.get(variable)).doesNotContain("hunter2");
  }

  @Test
  void aPrivateRegionTakesNothingFromTheEnvironmentOrTheAwsFiles() throws Exception {
    write("AWS_CONFIG_FILE", "[default]\nregion = nowhere-at-all-1\nendpoint_url = nonsense\n");
    environment.put("AWS_PROFILE", "gone");
    environment.put("AWS_ENDPOINT_URL", "malformed");
    Path home = temporary.resolve("home");
    try (RegionFixture fixture = new RegionFixture(home)) {
      assertThat(fixture.region.endpoint()).isNotNull();
      Cli.Result result = scan("--home", home.toString());
      assertThat(result.exitCode()).as(result.err()).isZero();
      write("AWS_CONFIG_FILE", "[malformed");
      explained(scan("--home", home.toString()), ExitCode.USAGE, "AWS config file: see line 1");
    }
  }

  @Test
  void aDemoSaysSoBeforeItStartsAnything() throws Exception {
    write("AWS_CONFIG_FILE", "[malformed");
    Cli.Result result = Cli.run(environment, "demo");
    explained(result, ExitCode.USAGE, "AWS config file: see line 1");
    assertThat(result.err()).doesNotContain("start a private region");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[default",
        "[default]\naws_access_key_id = short\naws_secret_access_key = secret\n",
        "[default]\naws_access_key_id = AKIADEFAULTDEFAULT12\n",
        "[default]\naws_access_key_id = AKIADEFAULTDEFAULT12\naws_secret_access_key =\n",
        "\u0000\u0001"
      })
  void credentialsOfAHomeThatAreDamaged(String content) throws Exception {
    Path home = Files.createDirectory(temporary.resolve("home"));
    Files.writeString(home.resolve("credentials"), content);
    assertThatThrownBy(() -> Credentials.read(home.resolve("credentials")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(home.resolve("credentials").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"endpoint\":\"nothing\"}", "[]"})
  void aServerFileThatIsDamaged(String content) throws Exception {
    Path home = Files.createDirectory(temporary.resolve("home"));
    Files.writeString(home.resolve("server.json"), content);
    assertThatThrownBy(() -> ServerFile.read(Home.at(home)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("server.json is damaged");
  }

  @ParameterizedTest
  @CsvSource({
    "403, '', the credentials are not accepted: HTTP status 403",
    "401, Go away, the credentials are not accepted: HTTP status 401",
    "503, '', does not answer at the moment: HTTP status 503",
    "500, <html>, does not answer at the moment: HTTP status 500",
    "404, Not here, does not answer as AWS does: HTTP status 404",
    "200, '', does not answer as AWS does",
    "200, <html></html>, does not answer as AWS does"
  })
  void whatAnEndpointAnswers(int status, String body, String cause) throws Exception {
    try (StubEndpoint endpoint = new StubEndpoint(status, body)) {
      explained(scan("--endpoint-url", endpoint.url()), ExitCode.UNREACHABLE, cause);
    }
  }

  @Test
  void whatStsSaysOfTheCredentials() throws Exception {
    String body =
        "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code>"
            + "<Message>The security token is expired</Message></Error></ErrorResponse>";
    try (StubEndpoint endpoint = new StubEndpoint(400, body)) {
      explained(
          scan("--endpoint-url", endpoint.url()),
          ExitCode.UNREACHABLE,
          "not accepted: The security token is expired");
    }
  }

  private static void explained(Cli.Result result, int exitCode, String cause) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err()).contains(cause).contains("fix:");
    assertThat(List.of(result.err().split("\n"))).noneMatch(line -> line.startsWith("\tat "));
  }
}
