package io.snapseal.engine.postgres;

import static io.snapseal.engine.postgres.PostgresHome.ask;
import static io.snapseal.engine.postgres.PostgresHome.connect;
import static io.snapseal.engine.postgres.PostgresHome.connectAsMaster;
import static io.snapseal.engine.postgres.PostgresHome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.Canary;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.ServerExit;
import io.snapseal.engine.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Initialise, start, stop, and what stands in the way. */
class ServerLifeTest {
  @TempDir static Path temporary;
  private static PostgresHome home;

  /** For tests that leave it as they find it. */
  private static Path shared;

  @BeforeAll
  static void prepare() throws IOException {
    home = PostgresHome.in(temporary);
    shared = home.initialised("shared");
  }

  @Test
  void dataAndPasswordSurviveAStopAndAStart() throws Exception {
    Path data = home.initialised("survivor");
    ServerSettings settings = home.settings("survivor");
    try (DatabaseServer server = home.engine.start(data, settings);
        Connection connection = connectAsMaster(server.port())) {
      assertThat(ask(connection, "SELECT current_setting('data_checksums')")).isEqualTo("on");
      assertThat(ask(connection, "SELECT current_setting('server_encoding')")).isEqualTo("UTF8");
      assertThat(ask(connection, "SELECT current_setting('server_version')"))
          .startsWith(home.engine.version());
      run(connection, "CREATE TABLE t AS SELECT generate_series(1, 1000) n");
    }
    try (DatabaseServer server = home.engine.start(data, settings);
        Connection connection = connectAsMaster(server.port())) {
      assertThat(ask(connection, "SELECT sum(n) FROM t")).isEqualTo("500500");
    }
  }

  @Test
  void theMasterUserIsWhatRdsMakesIt() throws Exception {
    Path data = home.initialised("rds");
    try (DatabaseServer server = home.engine.start(data, home.settings("rds"));
        Connection connection = connectAsMaster(server.port())) {
      assertThat(
              ask(
                  connection,
                  "SELECT rolsuper::text || rolcreaterole || rolcreatedb FROM pg_roles WHERE rolname = 'alice'"))
          .isEqualTo("falsetruetrue");
      assertThat(ask(connection, "SELECT pg_has_role('rds_superuser', 'member')::text"))
          .isEqualTo("true");
      run(connection, "CREATE DATABASE another");
      run(connection, "CREATE ROLE app LOGIN PASSWORD 'x'");
      run(connection, "CREATE EXTENSION pgcrypto");
      for (String crime :
          new String[] {
            "SELECT pg_read_file('/etc/passwd')",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "ALTER ROLE rdsadmin PASSWORD 'mine'",
            "ALTER ROLE alice SUPERUSER",
            "GRANT rdsadmin TO alice",
            "ALTER SYSTEM SET fsync = off",
            "CREATE TABLESPACE away LOCATION '/tmp'",
            "SET ROLE rdsadmin"
          }) {
        assertThatThrownBy(() -> run(connection, crime)).as(crime).isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void theAdministratorIsRefusedOverTcpAndWithoutPasswordNobodyGetsIn() throws Exception {
    Path data = shared;
    try (DatabaseServer server = home.engine.start(data, home.settings("data"))) {
      assertThatThrownBy(() -> connect(server.port(), "rdsadmin", "", "postgres"))
          .hasMessageContaining("pg_hba.conf rejects");
      assertThatThrownBy(() -> connect(server.port(), "alice", "wrong", "shop"))
          .hasMessageContaining("password authentication failed");
      try (Connection administrator = server.connectAsAdministrator("shop")) {
        assertThat(ask(administrator, "SELECT current_user")).isEqualTo("rdsadmin");
        assertThat(
                ask(
                    administrator,
                    "SELECT (rolpassword IS NULL)::text FROM pg_authid WHERE rolname = 'rdsadmin'"))
            .isEqualTo("true");
        assertThat(ask(administrator, "SELECT current_setting('listen_addresses')"))
            .isEqualTo("127.0.0.1");
      }
      assertThatThrownBy(() -> server.connectAsAdministrator("nowhere"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void noPasswordReachesDataRunFilesOrLog() throws Exception {
    Path data = home.initialised("secret");
    ServerSettings settings =
        home.settings("secret")
            .withParameters(Map.of("log_statement", "all", "log_min_duration_statement", "0"));
    String fresh = "another-secret";
    try (DatabaseServer server = home.engine.start(data, settings)) {
      server.setMaster(home.user("alice", fresh));
      server.setMaster(home.user("bob", fresh));
      connect(server.port(), "alice", fresh, "shop").close();
      connect(server.port(), "bob", fresh, "shop").close();
      assertThatThrownBy(() -> connectAsMaster(server.port())).isInstanceOf(SQLException.class);
    }
    assertThat(Canary.in(temporary, fresh)).isEmpty();
    assertThat(Canary.in(temporary, PostgresHome.PASSWORD)).isEmpty();
    assertThat(home.log(settings)).doesNotContain("SCRAM-SHA-256$");
  }

  @Test
  void filesBelongToTheServerAndNobodyElseReadsThem() throws Exception {
    Path data = shared;
    assertThat(Files.getPosixFilePermissions(data)).hasSize(3);
    ServerSettings settings = home.settings("data");
    try (DatabaseServer server = home.engine.start(data, settings)) {
      assertThat(Files.getPosixFilePermissions(settings.runDirectory().resolve("socket")))
          .hasSize(3);
      assertThat(Files.getPosixFilePermissions(settings.logFile())).hasSize(2);
      assertThat(Files.getOwner(settings.runDirectory().resolve("pg_hba.conf")))
          .isEqualTo(Files.getOwner(temporary));
      Object uid = Files.getAttribute(Path.of("/proc", Long.toString(server.pid())), "unix:uid");
      assertThat(uid).isNotEqualTo(0);
    }
  }

  @Test
  void theEnvironmentOfSnapsealStaysAtHome() throws Exception {
    Path data = shared;
    try (DatabaseServer server = home.engine.start(data, home.settings("data"))) {
      String environment =
          Files.readString(Path.of("/proc", Long.toString(server.pid()), "environ"));
      assertThat(environment.split("\0"))
          .allMatch(
              entry ->
                  entry.matches(
                      "(PATH|LC_ALL|LC_\\w+|TZ|PWD|PG_GRANDPARENT_PID|PGSYSCONFDIR|PGLOCALEDIR)=.*"));
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    Path data = shared;
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      ServerSettings settings = home.settings("data").withPort(taken.getLocalPort());
      assertThatThrownBy(() -> home.engine.start(data, settings))
          .isInstanceOf(EngineException.PortTaken.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void aBadParameterIsAFailedStartThatSaysSoAndLeavesNothingRunning() throws Exception {
    Path data = shared;
    ServerSettings settings =
        home.settings("data").withParameters(Map.of("shared_buffers", "a lot"));
    assertThatThrownBy(() -> home.engine.start(data, settings))
        .isInstanceOf(EngineException.StartFailed.class)
        .hasMessageContaining("shared_buffers");
    assertThat(home.engine.reclaim(data)).isFalse();
  }

  @Test
  void parametersCannotLoosenWhatSnapsealRestsOn() throws Exception {
    Path data = shared;
    for (String name :
        new String[] {
          "fsync", "HBA_FILE", "listen_addresses", "archive_command", "include", "restore_command"
        }) {
      ServerSettings settings = home.settings("data").withParameters(Map.of(name, "x"));
      assertThatThrownBy(() -> home.engine.start(data, settings))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    ServerSettings injected =
        home.settings("data").withParameters(Map.of("work_mem", "4MB\nfsync=off"));
    assertThatThrownBy(() -> home.engine.start(data, injected))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsRefused() throws Exception {
    Path data = shared;
    try (DatabaseServer server = home.engine.start(data, home.settings("data"))) {
      ServerSettings other = home.settings("other");
      assertThatThrownBy(() -> home.engine.start(data, other))
          .isInstanceOf(EngineException.BadDataDirectory.class)
          .hasMessageContaining("running");
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void aDirectoryThatIsNotEmptyIsNotInitialised() throws Exception {
    Path data = home.root.resolve("full");
    Files.createDirectory(data);
    Files.writeString(data.resolve("precious"), "x");
    assertThatThrownBy(() -> home.engine.initialise(data, home.master(), Optional.empty()))
        .isInstanceOf(EngineException.BadDataDirectory.class);
    assertThat(data.resolve("precious")).exists();
  }

  @Test
  void whatAKilledInitialiseLeftIsInTheWayOfNothing() throws Exception {
    Path left = home.root.resolve("killed.new");
    Files.createDirectory(left);
    Files.writeString(left.resolve("PG_VERSION"), "17");
    Path data = home.initialised("killed");
    assertThat(left).doesNotExist();
    assertThat(data.resolve("PG_VERSION")).exists();
  }

  @Test
  void anotherMajorVersionIsRefused() throws Exception {
    Path data = home.initialised("old");
    Files.writeString(data.resolve("PG_VERSION"), "9\n");
    ServerSettings settings = home.settings("old");
    assertThatThrownBy(() -> home.engine.start(data, settings))
        .isInstanceOf(EngineException.BadDataDirectory.class)
        .hasMessageContaining("9");
  }

  @Test
  void aRunDirectoryTooLongForASocketIsRefused() throws Exception {
    Path data = shared;
    ServerSettings settings = home.settings("r".repeat(90));
    assertThatThrownBy(() -> home.engine.start(data, settings))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("too long for a Unix socket");
  }

  @Test
  void theEndOfAServerIsTold() throws Exception {
    Path data = shared;
    CompletableFuture<ServerExit> told = new CompletableFuture<>();
    DatabaseServer server = home.engine.start(data, home.settings("data"));
    server.onExit(told::complete);
    server.stop();
    assertThat(told).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(new ServerExit(0, true));
    assertThat(server.isRunning()).isFalse();
    server.stop();
  }

  @Test
  void aPasswordIsNotTakenForAVerifier() {
    MasterUser careless = new MasterUser("alice", "hunter2");
    Path data = home.root.resolve("careless");
    assertThatThrownBy(() -> home.engine.initialise(data, careless, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    assertThat(data).doesNotExist();
  }
}
