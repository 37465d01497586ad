package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.state.StateStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Bad input in every command: the exit code, the cause, and what to do. */
class BadInputTest {
  @TempDir private static Path temporary;
  private static RegionFixture fixture;
  private static String home;

  @BeforeAll
  static void start() throws Exception {
    Path directory = temporary.resolve("home");
    fixture = new RegionFixture(directory);
    home = directory.toString();
    fixture.instance("shop");
    fixture.snapshot("shop", "legacy");
    fixture.key(RegionFixture.FIRST, "alias/here");
    fixture.key(RegionFixture.SECOND, "alias/there");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static Cli.Result seal(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 3];
    all[0] = "seal";
    all[1] = "--home";
    all[2] = home;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Cli.run(all);
  }

  private static void explained(Cli.Result result, int exitCode, String cause) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err()).contains(cause).contains("fix:").doesNotContain("Exception in");
  }

  @Test
  void anUnknownSnapshot() throws Exception {
    explained(seal("nowhere", "--key", "alias/here"), ExitCode.FAILED, "nowhere");
  }

  @Test
  void aKeyInAnotherRegion() throws Exception {
    String there =
        fixture
            .connection
            .kms(RegionFixture.SECOND)
            .describeKey(r -> r.keyId("alias/there"))
            .keyMetadata()
            .arn();
    explained(seal("legacy", "--key", there), ExitCode.FAILED, there);
  }

  @Test
  void anAliasThatIsNotThere() throws Exception {
    explained(seal("legacy", "--key", "alias/none"), ExitCode.FAILED, "alias/none");
  }

  @Test
  void aDisabledKey() throws Exception {
    String key = fixture.key(RegionFixture.FIRST, "alias/disabled");
    fixture.kms().disableKey(r -> r.keyId(key));
    explained(seal("legacy", "--key", "alias/disabled"), ExitCode.FAILED, "isabled");
  }

  @Test
  void aNameThatIsTaken() {
    assertThatThrownBy(() -> fixture.snapshot("shop", "legacy"))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("already exists");
  }

  @Test
  void aNameThatIsNoName() {
    assertThatThrownBy(() -> fixture.snapshot("shop", "no--name"))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("is not a valid identifier");
  }

  @Test
  void anEngineThatIsMissing() {
    assertThatThrownBy(
            () ->
                fixture
                    .rds()
                    .createDBInstance(
                        r ->
                            r.dbInstanceIdentifier("big")
                                .engine("oracle-ee")
                                .dbInstanceClass("db.m5.large")
                                .allocatedStorage(20)
                                .masterUsername("admin")
                                .masterUserPassword("correct-horse")))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("this host has no Oracle Database server");
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      explained(
          Cli.run(
              "region",
              "start",
              "--home",
              temporary.resolve("second").toString(),
              "--port",
              Integer.toString(taken.getLocalPort())),
          ExitCode.USAGE,
          "another program does");
    }
  }

  @Test
  void aHomeThatAnotherRegionHas() throws Exception {
    explained(
        Cli.run("region", "start", "--home", home, "--port", "0"),
        ExitCode.USAGE,
        "already running");
  }

  @Test
  void aHomeThatCannotBeWritten() throws Exception {
    explained(
        Cli.run("region", "start", "--home", "/proc/snapseal", "--port", "0"),
        ExitCode.USAGE,
        "cannot be written");
  }

  @Test
  void aHomeThatIsSomethingElse() throws Exception {
    Path other = Files.createDirectories(temporary.resolve("other"));
    Files.writeString(other.resolve("precious"), "x");
    explained(
        Cli.run("region", "start", "--home", other.toString(), "--port", "0"),
        ExitCode.USAGE,
        "neither empty nor a region's home");
    assertThat(other).isDirectoryContaining("glob:**precious");
  }

  @Test
  void aDiskThatIsFull() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a small disk");
    Path small = Files.createDirectories(temporary.resolve("small"));
    assertThat(mounted(small)).isTrue();
    try {
      explained(
          Cli.run("demo", "--home", small.resolve("home").toString(), "--rows", "10"),
          ExitCode.FAILED,
          "o space left");
    } finally {
      new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
    }
  }

  private static boolean mounted(Path directory) throws Exception {
    return new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "size=60m,mode=0711", "none", directory.toString())
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void aHomeThatIsAFile() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    explained(
        Cli.run("region", "start", "--home", file.toString(), "--port", "0"),
        ExitCode.USAGE,
        "cannot be written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "stop"})
  void aRegionThatDoesNotRun(String verb) throws Exception {
    explained(
        Cli.run("region", verb, "--home", temporary.resolve("empty").toString()),
        ExitCode.UNREACHABLE,
        "no region is running");
  }

  @Test
  void anEnvironmentOfNoRegion() throws Exception {
    explained(
        Cli.run("env", "--home", temporary.resolve("empty").toString()),
        ExitCode.UNREACHABLE,
        "no region is running");
  }

  @Test
  void bindingBeyondThisMachineWithoutTls() throws Exception {
    explained(
        Cli.run(
            "region", "start", "--home", temporary.resolve("open").toString(), "--bind", "0.0.0.0"),
        ExitCode.USAGE,
        "without TLS");
  }

  @ParameterizedTest
  @CsvSource({
    "seal --home HOME --key alias/here, no snapshot is named",
    "seal --home HOME legacy --all --key alias/here, both given",
    "scan --home HOME --fail-on everything, not known",
    "scan --home HOME --fail-on wrong-key, compares with a key",
    "demo --rows 0, out of range",
    "region start --home HOME --account 12, not an account id",
    "region start --home HOME --account 000000000001, the account of AWS owned keys",
    "region start --home HOME --regions here, not an AWS region",
    "region start --home HOME --port 70000, not a port",
    "root-key rewrap --home HOME --root-key file, already running",
    "key-store backup --home HOME --out HOME/nowhere/b, a directory that is not there",
    "audit verify --home HOME --from 0, not the number of a line",
    "audit verify --home HOME --noted 17, not of the form",
    "region start --home HOME --tls-cert x.pem, only one of"
  })
  void badUsage(String command, String cause) throws Exception {
    explained(Cli.run(command.replace("HOME", home).split(" ")), ExitCode.USAGE, cause);
  }

  /** Whoever removes a trail with all that tells of it must not hear that nothing is wrong. */
  @Test
  void aHomeWithoutAnyAuditTrail() throws Exception {
    Path other = temporary.resolve("no trail");
    new RegionFixture(other).close();
    try (StateStore state = StateStore.open(other.resolve(Home.STATE))) {
      state.change(handle -> handle.execute("delete from audit_trail"));
    }

    explained(
        Cli.run("audit", "verify", "--home", other.toString()),
        ExitCode.USAGE,
        "knows of no audit trail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "seal --home HOME legacy",
        "seal --home HOME legacy --key k --route sideways",
        "seal --home HOME legacy --key k --wait soon",
        "verify --home HOME",
        "region",
        "region start --home HOME --root-key cloud",
        "region start --home HOME --request-quotas many",
        "root-key rewrap --home HOME",
        "key-store backup --home HOME",
        ""
      })
  void badSyntaxShowsTheUsage(String command) throws Exception {
    Cli.Result result =
        command.isEmpty() ? Cli.run() : Cli.run(command.replace("HOME", home).split(" "));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).containsAnyOf("Usage: snapseal", "Did you mean: snapseal");
  }

  @Test
  void credentialsThatAreNotAccepted() throws Exception {
    explained(
        Cli.run(
            java.util.Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wrong"),
            "scan",
            "--endpoint-url",
            fixture.region.endpoint().toString(),
            "--region",
            "us-east-1"),
        ExitCode.UNREACHABLE,
        "not accepted");
  }

  @Test
  void anEndpointThatDoesNotAnswer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    explained(
        Cli.run(
            java.util.Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wrong"),
            "scan",
            "--endpoint-url",
            "http://127.0.0.1:" + port,
            "--region",
            "us-east-1"),
        ExitCode.UNREACHABLE,
        "cannot reach");
  }
}
