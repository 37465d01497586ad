package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.app.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** {@code snapseal import} and {@code export}: backup files of engines that no host here has. */
class ImportExportTest {
  private static final String VERSION = "19.0.0.0.ru-2025-04.rur-2025-04.r1";

  @TempDir private Path temp;
  private RegionFixture fixture;
  private Path home;

  @BeforeEach
  void start() throws IOException {
    home = temp.resolve("home");
    fixture = new RegionFixture(home);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private Path backup() throws IOException {
    Path backup = Files.createDirectories(temp.resolve("rman"));
    Path inner = Files.createDirectory(backup.resolve("autobackup"));
    byte[] large = new byte[11 << 20];
    new Random(5).nextBytes(large);
    Files.write(inner.resolve("full.bkp"), large);
    Files.writeString(inner.resolve("controlfile"), "CANARY control file");
    Files.writeString(backup.resolve("a-b"), "after a/");
    Files.createDirectory(backup.resolve("a"));
    Files.writeString(backup.resolve("a/b"), "in a");
    Files.setPosixFilePermissions(
        inner.resolve("full.bkp"), PosixFilePermissions.fromString("r--r-----"));
    return backup;
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new HashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        boolean directory = Files.isDirectory(file);
        tree.put(
            root.relativize(file).toString(),
            directory
                ? "directory"
                : mode + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }

  private Result imported(String snapshot, String source, String... more) throws Exception {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "import",
                    "--home",
                    home.toString(),
                    "--engine",
                    "oracle-ee",
                    "--engine-version",
                    VERSION,
                    "--snapshot",
                    snapshot,
                    source),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private DBSnapshot snapshot(String id) {
    return fixture.rds().describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().get(0);
  }

  @Test
  void aDirectoryComesBackAsItWent() throws Exception {
    Path backup = backup();
    String key = fixture.key(RegionFixture.FIRST, "alias/backups");
    Result in = imported("legacy", backup.toString(), "--key", "alias/backups");
    assertThat(in.exitCode()).as(in.err()).isZero();
    assertThat(snapshot("legacy").kmsKeyId()).isEqualTo(key);
    assertThat(snapshot("legacy").engine()).isEqualTo("oracle-ee");
    Path out = temp.resolve("out");
    Result exported =
        Cli.run("export", "--home", home.toString(), "legacy", "--out", out.toString());
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(tree(out)).isEqualTo(tree(backup));
    PlaintextSearch search = new PlaintextSearch("CANARY control file");
    assertThat(PlaintextSearch.files(home)).isNotEmpty().noneMatch(search::findsInFile);
  }

  @Test
  void oneFileGoesInAndAnArchiveComesOut() throws Exception {
    Path file = Files.writeString(temp.resolve("orders.bak"), "a SQL Server backup");
    Result in =
        Cli.run(
            "import",
            "--home",
            home.toString(),
            "--engine",
            "sqlserver-se",
            "--engine-version",
            "16.00.4185.3.v1",
            "--snapshot",
            "orders",
            "--output",
            "json",
            file.toString());
    assertThat(in.exitCode()).as(in.err()).isZero();
    assertThat(in.out()).contains("\"DBSnapshotIdentifier\"").contains("orders");
    assertThat(snapshot("orders").encrypted()).isFalse();
    Result archive = Cli.run("export", "--home", home.toString(), "orders", "-");
    assertThat(archive.exitCode()).as(archive.err()).isZero();
    assertThat(archive.out()).contains("orders.bak").contains("a SQL Server backup");
  }

  @Test
  void whatCannotBeDoneIsSaid() throws Exception {
    Path links = Files.createDirectory(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("passwd"), Path.of("/etc/passwd"));
    Result link = imported("s", links.toString());
    assertThat(link.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(link.err()).contains("is a link").contains("fix:");
    assertThat(imported("s", temp.resolve("absent").toString()).exitCode())
        .isEqualTo(ExitCode.USAGE);
    Result noKey = imported("s", backup().toString(), "--key", "alias/none");
    assertThat(noKey.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(noKey.err()).contains("KMSKeyNotAccessibleFault");
    Result empty = imported("s", "-");
    assertThat(empty.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(empty.err()).contains("cannot be imported");
    assertThatThrownBy(() -> snapshot("s")).isInstanceOf(DbSnapshotNotFoundException.class);
    assertThat(Cli.run("export", "--home", home.toString(), "s", "-").err())
        .contains("DBSnapshotNotFound");
    assertThat(Cli.run("export", "--home", home.toString(), "s").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void nobodyComesInWithoutASignature() throws Exception {
    for (String method : new String[] {"PUT", "GET"}) {
      HttpURLConnection http =
          (HttpURLConnection)
              fixture
                  .region
                  .endpoint()
                  .resolve(
                      "/_snapseal/snapshots?DBSnapshotIdentifier=s&Engine=postgres&EngineVersion=17.6")
                  .toURL()
                  .openConnection();
      http.setRequestMethod(method);
      if (method.equals("PUT")) {
        http.setDoOutput(true);
        try (OutputStream out = http.getOutputStream()) {
          out.write(new byte[10_240]);
        }
      }
      assertThat(http.getResponseCode()).as(method).isEqualTo(403);
    }
  }

  /** The client is killed in the middle: the region makes nothing of what came. */
  @Test
  void aSenderThatDiesLeavesNothing() throws Exception {
    SignedTransfer transfer = fixture.connection.transfer();
    Map<String, String> parameters =
        Map.of("DBSnapshotIdentifier", "cut", "Engine", "oracle-ee", "EngineVersion", VERSION);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    SnapshotArchive.write(backup(), whole);
    assertThatThrownBy(
            () ->
                transfer.put(
                    parameters,
                    out -> {
                      out.write(whole.toByteArray(), 0, 6 << 20);
                      throw new IOException("killed");
                    }))
        .hasMessage("killed");
    // Its name is free again once the region has seen that nothing comes any more.
    String answer = "";
    for (int look = 0; look < 100 && answer.isEmpty(); look++) {
      try {
        answer = transfer.put(parameters, out -> out.write(whole.toByteArray()));
      } catch (software.amazon.awssdk.awscore.exception.AwsServiceException e) {
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("DBSnapshotAlreadyExists");
        Thread.sleep(100);
      }
    }
    assertThat(answer).contains("available");
  }

  @Test
  void theTrailHasBoth() throws Exception {
    imported("legacy", backup().toString());
    Cli.run("export", "--home", home.toString(), "legacy", "-");
    Result trail = Cli.run("audit", "--help");
    assertThat(trail.exitCode()).isZero();
    try (Stream<Path> files = Files.walk(home.resolve("audit"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      assertThat(all)
          .contains("ImportDBSnapshot")
          .contains("ExportDBSnapshot")
          .contains("rds:RestoreDBInstanceFromDBSnapshot")
          .contains(":snapshot:legacy");
    }
  }
}
