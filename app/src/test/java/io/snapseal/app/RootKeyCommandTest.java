package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.iam.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;

/** The root of trust as its owner handles it; no output ever holds a secret. */
class RootKeyCommandTest {
  private static final String PASSPHRASE = "canary horse battery staple";
  private static final String NEXT = "another canary battery staple";
  private static final String PIN = "canary-pin-4711";
  private static final String LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";
  private static final String TOOL = "/usr/bin/softhsm2-util";

  @TempDir private Path temporary;
  private Path home = Path.of(".");
  private SdkBytes blob = SdkBytes.fromByteArray(new byte[0]);
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void encryptUnderARegionsKey() throws IOException {
    home = temporary.resolve("home");
    try (RegionFixture region = new RegionFixture(home)) {
      String key = region.key(RegionFixture.FIRST, "alias/canary");
      blob =
          region
              .kms()
              .encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("canary")))
              .ciphertextBlob();
    }
    said.clear();
  }

  @AfterEach
  void noSecretWasSaid() {
    assertThat(String.join("\n", said))
        .doesNotContain(PASSPHRASE)
        .doesNotContain(NEXT)
        .doesNotContain(PIN)
        .doesNotContainPattern("snapseal-root-key-v\\d");
  }

  private Cli.Result run(Map<String, String> environment, Path in, String... words)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--verbose", "--home", in.toString()));
    Cli.Result result = Cli.run(environment, line.toArray(String[]::new));
    said.add(result.out() + result.err());
    return result;
  }

  private void done(Map<String, String> environment, String... words) throws Exception {
    Cli.Result result = run(environment, home, words);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
  }

  private void refused(Map<String, String> environment, String cause, String... words)
      throws Exception {
    Cli.Result result = run(environment, home, words);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(cause).contains("fix:");
  }

  /** The region starts, and what was encrypted before decrypts. */
  private void starts(Map<String, String> environment, Path in, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("region", "start", "--port", "0"));
    line.addAll(List.of("--home", in.toString()));
    line.addAll(List.of(words));
    try (RunningCommand running = RunningCommand.start(environment, line.toArray(String[]::new))) {
      running.says("ready");
      AccessKey key = Credentials.read(in.resolve("credentials"));
      try (Connection connection =
          new Connection(
              ServerFile.read(Home.at(in)).endpoint(),
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(key.id(), key.secret().reveal())),
              List.of(RegionFixture.FIRST))) {
        assertThat(
                connection
                    .kms(RegionFixture.FIRST)
                    .decrypt(r -> r.ciphertextBlob(blob))
                    .plaintext()
                    .asUtf8String())
            .isEqualTo("canary");
      }
      said.addAll(running.terminate());
    }
  }

  @Test
  void aPassphrase() throws Exception {
    Map<String, String> given = Map.of("SNAPSEAL_ROOT_PASSPHRASE", PASSPHRASE);
    done(given, "root-key", "rewrap", "--root-key", "passphrase");
    Cli.Result status = run(Map.of(), home, "root-key", "status", "--output", "json");
    assertThat(status.out()).contains("\"kind\" : \"passphrase\"");

    starts(given, home);
    refused(Map.of(), "no terminal to ask at", "region", "start", "--port", "0");
    refused(given, "not by file", "region", "start", "--port", "0", "--root-key", "file");
    refused(
        Map.of("SNAPSEAL_ROOT_PASSPHRASE", NEXT),
        "the passphrase is wrong",
        "region",
        "start",
        "--port",
        "0");

    done(given, "root-key", "rotate");
    Path next = secretFile(NEXT);
    done(
        given,
        "root-key",
        "rewrap",
        "--root-key",
        "passphrase",
        "--new-root-passphrase-file",
        next.toString());
    starts(Map.of(), home, "--root-passphrase-file", next.toString(), "--root-key", "passphrase");
  }

  @Test
  void aPassphraseFileThatOthersMayReadIsRefused() throws Exception {
    Path file = secretFile(PASSPHRASE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    refused(
        Map.of(),
        "others may read it",
        "root-key",
        "rewrap",
        "--root-key",
        "passphrase",
        "--root-passphrase-file",
        file.toString());
  }

  private Path secretFile(String secret) throws IOException {
    Path file = temporary.resolve("secret");
    Files.writeString(file, secret + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void aToken() throws Exception {
    assumeTrue(
        Files.exists(Path.of(LIBRARY)) && Files.exists(Path.of(TOOL)),
        "SoftHSM is missing: apt-get install softhsm2");
    Path configuration = temporary.resolve("softhsm2.conf");
    Path tokens = Files.createDirectory(temporary.resolve("tokens"));
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
    Map<String, String> given =
        Map.of(
            "SOFTHSM2_CONF",
            configuration.toString(),
            "SNAPSEAL_PKCS11_PIN",
            PIN,
            "SNAPSEAL_PKCS11_LIBRARY",
            LIBRARY);
    ProcessBuilder token =
        new ProcessBuilder(
            TOOL, "--init-token", "--free", "--label", "vault", "--pin", PIN, "--so-pin", "5678");
    token.environment().putAll(given);
    assertThat(token.start().waitFor()).isZero();

    refused(given, "needs the label of a token", "root-key", "rewrap", "--root-key", "pkcs11");
    done(given, "root-key", "rewrap", "--root-key", "pkcs11", "--pkcs11-token", "vault");
    starts(given, home);
    done(given, "root-key", "rotate");
    starts(given, home, "--root-key", "pkcs11");
  }

  @Test
  void aKmsKeyOfAnotherRegion() throws Exception {
    Path other = temporary.resolve("other");
    try (RegionFixture trust = new RegionFixture(other)) {
      String arn = trust.key(RegionFixture.FIRST, "alias/trust");
      AccessKey key = Credentials.read(other.resolve("credentials"));
      Map<String, String> given =
          Map.of(
              "AWS_ACCESS_KEY_ID", key.id(),
              "AWS_SECRET_ACCESS_KEY", key.secret().reveal(),
              "AWS_REGION", RegionFixture.FIRST);
      String endpoint = trust.region.endpoint().toString();
      done(
          given,
          "root-key",
          "rewrap",
          "--root-key",
          "aws-kms",
          "--root-kms-key",
          "alias/trust",
          "--root-kms-endpoint-url",
          endpoint);
      starts(given, home, "--root-kms-endpoint-url", endpoint);

      trust.kms().disableKey(r -> r.keyId(arn));
      refused(
          given,
          "the KMS key " + arn + ", which keeps the root key, cannot be used: DisabledException",
          "region",
          "start",
          "--port",
          "0",
          "--root-kms-endpoint-url",
          endpoint);
    }
  }

  @Test
  void aBackupOfARunningRegionOpensElsewhere() throws Exception {
    Map<String, String> given = Map.of("SNAPSEAL_BACKUP_PASSPHRASE", PASSPHRASE);
    Path backup = temporary.resolve("key-store.backup");
    try (RegionFixture running = new RegionFixture(home)) {
      assertThat(running.kms().listKeys().keys()).isNotEmpty();
      done(given, "key-store", "backup", "--out", backup.toString());
      refused(Map.of(), "is already running", "root-key", "rotate");
      refused(Map.of(), "is already running", "root-key", "rewrap", "--root-key", "file");
    }
    refused(given, "is there already", "key-store", "backup", "--out", backup.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");

    refused(given, "is not empty", "key-store", "restore", "--from", backup.toString());
    Path elsewhere = temporary.resolve("elsewhere");
    Cli.Result wrong =
        run(
            Map.of("SNAPSEAL_BACKUP_PASSPHRASE", NEXT),
            elsewhere,
            "key-store",
            "restore",
            "--from",
            backup.toString());
    assertThat(wrong.err()).contains("the passphrase is wrong");
    assertThat(elsewhere).doesNotExist();

    // What a killed restore leaves does not hinder the next one, nor stay.
    Path left = Files.createDirectory(temporary.resolve(".elsewhere.restoring"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("root.key"), "half");
    Cli.Result restored =
        run(
            Map.of("SNAPSEAL_BACKUP_PASSPHRASE", PASSPHRASE, "SNAPSEAL_ROOT_PASSPHRASE", NEXT),
            elsewhere,
            "key-store",
            "restore",
            "--from",
            backup.toString(),
            "--root-key",
            "passphrase");
    assertThat(restored.exitCode()).as(restored.err()).isEqualTo(ExitCode.OK);
    assertThat(left).doesNotExist();
    starts(Map.of("SNAPSEAL_ROOT_PASSPHRASE", NEXT), elsewhere);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "rotate"})
  void aHomeThatIsNone(String verb) throws Exception {
    Cli.Result result = run(Map.of(), temporary.resolve("nowhere"), "root-key", verb);
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("there is no root key").contains("fix:");
    assertThat(temporary.resolve("nowhere")).doesNotExist();
  }
}
