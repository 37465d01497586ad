package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.simulated.SimulatedEngines;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;

/** {@code region start --simulate all --ephemeral}, as a client's tests use it. */
class EphemeralRegionTest {
  private static final String FIRST = "us-east-1";

  @TempDir private Path temp;
  private PrivateRegion region;
  private Connection connection;

  @BeforeEach
  void start() {
    region = PrivateRegion.start(options(temp.resolve("front")), Map.of());
    connection = connection(region);
  }

  @AfterEach
  void stop() {
    connection.close();
    region.close();
  }

  private static RegionOptions options(Path home) {
    return new RegionOptions(
            home, "127.0.0.1", 0, List.of(FIRST, "eu-west-1"), "123456789012", Optional.empty())
        .simulating(SimulatedEngines.names(), true);
  }

  private static Connection connection(PrivateRegion region) {
    var key = Credentials.read(region.home().credentials());
    return new Connection(
        region.endpoint(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.id(), key.secret().reveal())),
        List.of(FIRST));
  }

  private RdsClient rds() {
    return connection.rds(FIRST);
  }

  private void instance(String id, String engine) {
    rds()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier(id)
                    .engine(engine)
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername("shopkeeper")
                    .masterUserPassword("correct-horse"));
  }

  /** The status of the answer to a plain POST, such as curl's. */
  private int reset() throws IOException {
    HttpURLConnection http =
        (HttpURLConnection) region.endpoint().resolve("/_snapseal/reset").toURL().openConnection();
    http.setRequestMethod("POST");
    return http.getResponseCode();
  }

  @Test
  void anOracleInstanceIsSealedRestoredAndForgotten() throws IOException {
    instance("legacy", "oracle-ee");
    DBInstance instance = rds().describeDBInstances().dbInstances().get(0);
    assertThat(instance.dbInstanceStatus()).isEqualTo("available");
    assertThat(instance.tagList())
        .anyMatch(tag -> tag.key().equals("aws:snapseal:simulated") && tag.value().equals("true"));
    rds().createDBSnapshot(r -> r.dbInstanceIdentifier("legacy").dbSnapshotIdentifier("s"));
    String key = connection.kms(FIRST).createKey().keyMetadata().arn();
    rds()
        .copyDBSnapshot(
            r ->
                r.sourceDBSnapshotIdentifier("s")
                    .targetDBSnapshotIdentifier("sealed")
                    .kmsKeyId(key));
    DBSnapshot sealed =
        rds().describeDBSnapshots(r -> r.dbSnapshotIdentifier("sealed")).dbSnapshots().get(0);
    assertThat(sealed.status()).isEqualTo("available");
    assertThat(sealed.kmsKeyId()).isEqualTo(key);
    rds()
        .restoreDBInstanceFromDBSnapshot(
            r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier("sealed"));
    assertThat(rds().describeDBInstances().dbInstances())
        .hasSize(2)
        .allMatch(each -> each.dbInstanceStatus().equals("available"));
    String credentials = Files.readString(region.home().credentials());
    assertThat(reset()).isEqualTo(200);
    assertThat(rds().describeDBInstances().dbInstances()).isEmpty();
    assertThat(rds().describeDBSnapshots().dbSnapshots()).isEmpty();
    assertThat(connection.kms(FIRST).listKeys().keys()).isEmpty();
    assertThat(Files.readString(region.home().credentials())).isEqualTo(credentials);
    instance("legacy", "sqlserver-se");
    assertThat(rds().describeDBInstances().dbInstances().get(0).dbInstanceStatus())
        .isEqualTo("available");
  }

  @Test
  void resetsAndRequestsGoTogether() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> working =
          Stream.iterate(0, i -> i + 1)
              .limit(4)
              .map(i -> clients.submit(() -> worked(i, over)))
              .toList();
      for (int i = 0; i < 5; i++) {
        assertThat(reset()).isEqualTo(200);
      }
      over.set(true);
      for (Future<Integer> each : working) {
        assertThat(each.get()).isPositive();
      }
      assertThat(reset()).isEqualTo(200);
      assertThat(rds().describeDBInstances().dbInstances()).isEmpty();
    } finally {
      clients.shutdownNow();
    }
  }

  /** Makes instances until told; each call is answered as if no other region had ever been. */
  private int worked(int client, AtomicBoolean over) {
    int made = 0;
    while (!over.get() || made == 0) {
      try {
        instance("i-%d-%d".formatted(client, made), "postgres");
      } catch (InstanceQuotaExceededException e) {
        // Nobody has emptied the region since the fortieth.
      }
      made++;
    }
    return made;
  }

  @Test
  void aWebPageCannotResetIt() throws IOException {
    instance("kept", "postgres");
    for (String header :
        List.of(
            "origin: http://evil.example",
            "origin: null",
            "referer: http://evil.example/",
            "sec-fetch-site: cross-site")) {
      assertThat(raw("localhost\r\n" + header)).as(header).startsWith("HTTP/1.1 403");
    }
    assertThat(raw("evil.example")).startsWith("HTTP/1.1 403");
    assertThat(raw("localhost.evil.example:80")).startsWith("HTTP/1.1 403");
    assertThat(rds().describeDBInstances().dbInstances()).hasSize(1);
    assertThat(raw("localhost:" + region.endpoint().getPort())).startsWith("HTTP/1.1 200");
    assertThat(rds().describeDBInstances().dbInstances()).isEmpty();
  }

  private String raw(String host) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), region.endpoint().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST /_snapseal/reset HTTP/1.1\r\nhost: "
                      + host
                      + "\r\nconnection: close\r\n"
                      + "content-length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aRegionThatKeepsItsStateHasNoReset() throws IOException {
    try (RegionFixture kept = new RegionFixture(temp.resolve("kept"))) {
      HttpURLConnection http =
          (HttpURLConnection)
              kept.region.endpoint().resolve("/_snapseal/reset").toURL().openConnection();
      http.setRequestMethod("POST");
      assertThat(http.getResponseCode()).isEqualTo(404);
    }
  }

  @Test
  void nothingIsOnDiskAndNothingIsLeft() throws IOException {
    instance("i", "postgres");
    Path memory = region.home().directory();
    assertThat(memory.toString()).startsWith("/dev/shm/").doesNotContain(temp.toString());
    try (Stream<Path> front = Files.list(temp.resolve("front"))) {
      assertThat(front.map(path -> String.valueOf(path.getFileName())))
          .containsExactlyInAnyOrder("lock", "credentials", "server.json");
    }
    region.close();
    assertThat(memory).doesNotExist();
    try (Stream<Path> front = Files.list(temp.resolve("front"))) {
      assertThat(front.map(path -> String.valueOf(path.getFileName()))).containsExactly("lock");
    }
  }

  @Test
  void itTouchesNoStateOfARegionThatKeepsIt() throws IOException {
    Path home = temp.resolve("kept");
    new RegionFixture(home).close();
    assertThatThrownBy(() -> PrivateRegion.start(options(home), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not ephemeral");
    assertThat(home.resolve("state.db")).exists();
  }

  @Test
  void whatAKilledOneLeftIsRemovedByTheNext() throws Exception {
    Path home = temp.resolve("killed");
    List<Path> before = memories();
    Process killed =
        Cli.start(
            Map.of(),
            "region",
            "start",
            "--ephemeral",
            "--simulate",
            "all",
            "--port",
            "0",
            "--home",
            home.toString());
    killed.getOutputStream().close();
    assertThat(killed.inputReader().readLine()).startsWith("ready ");
    List<Path> left = memories();
    left.removeAll(before);
    killed.destroyForcibly().waitFor();
    assertThat(left).isNotEmpty().allMatch(Files::isDirectory);
    try (PrivateRegion next = PrivateRegion.start(options(home), Map.of())) {
      assertThat(next.home().directory()).isDirectory();
      assertThat(region.home().directory()).isDirectory();
      assertThat(left).anyMatch(Files::notExists);
    }
  }

  private static List<Path> memories() throws IOException {
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    try (Stream<Path> homes = Files.list(Path.of("/dev/shm/snapseal-" + uid))) {
      return new ArrayList<>(homes.filter(Files::isDirectory).toList());
    }
  }
}
