package io.snapseal.engine.postgres;

import static io.snapseal.engine.postgres.ReplicaHome.NAME;
import static io.snapseal.engine.postgres.ReplicaHome.await;
import static io.snapseal.engine.postgres.ReplicaHome.awaitRows;
import static io.snapseal.engine.postgres.ReplicaHome.replication;
import static io.snapseal.engine.postgres.ReplicaHome.rows;
import static io.snapseal.engine.postgres.ReplicaHome.streaming;
import static io.snapseal.engine.postgres.ReplicaHome.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.BackupCopy;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.Replication.Feed;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica follows its source, over real streaming replication, until it is promoted. */
class ReplicaTest {
  private static final int SEGMENT = 16 << 20;

  @TempDir Path temporary;
  private ReplicaHome home;

  @BeforeEach
  void prepare() throws IOException {
    home = new ReplicaHome(temporary);
  }

  @Test
  void rowsOfThePrimaryAppearAndWritesAreRefused() throws Exception {
    try (DatabaseServer primary = home.primary()) {
      write(primary, "CREATE TABLE t AS SELECT n FROM generate_series(1, 100) n");
      home.makeReplica(primary);
      write(primary, "INSERT INTO t VALUES (101)");
      try (DatabaseServer replica = home.replica()) {
        awaitRows(replica, 101);
        write(primary, "INSERT INTO t VALUES (102)");
        awaitRows(replica, 102);
        assertThatThrownBy(() -> write(replica, "INSERT INTO t VALUES (103)"))
            .hasMessageContaining("read-only");
        assertThat(replication(replica).following())
            .hasValueSatisfying(following -> assertThat(following.streaming()).isTrue());
        assertThat(replication(primary).following()).isEmpty();
        assertThat(replication(primary).feeds()).containsOnlyKeys(NAME);
        assertThat(feed(primary).streaming()).isTrue();
      }
    }
  }

  @Test
  void itFollowsAgainWhicheverSideComesBackFirst() throws Exception {
    DatabaseServer primary = home.primary();
    int port = primary.port();
    write(primary, "CREATE TABLE t (n int)");
    home.makeReplica(primary);
    write(primary, "INSERT INTO t VALUES (1)");
    primary.close();
    DatabaseServer replica = home.replica();
    assertThat(streaming(replica)).isFalse();
    primary = home.home.engine.start(home.primaryData, home.primarySettings().withPort(0));
    assertThat(primary.port()).as("found by its socket, not by its port").isNotEqualTo(port);
    awaitRows(replica, 1);
    replica.close();
    write(primary, "INSERT INTO t VALUES (2)");
    replica = home.replica();
    awaitRows(replica, 2);
    replica.close();
    primary.close();
  }

  @Test
  void aPromotedReplicaHasAllThatWasAcknowledgedAndStaysAPrimary() throws Exception {
    DatabaseServer primary = home.primary();
    home.makeReplica(primary);
    DatabaseServer replica = home.replica();
    write(primary, "CREATE TABLE t AS SELECT n FROM generate_series(1, 50000) n");
    await("streaming", () -> streaming(replica));
    primary.close();
    replication(replica).promote();
    assertThat(rows(replica)).isEqualTo(50000);
    write(replica, "INSERT INTO t VALUES (0)");
    replication(replica).promote();
    assertThat(replication(replica).following()).isEmpty();
    replica.close();
    try (DatabaseServer again = home.replica()) {
      assertThat(replication(again).following()).as("whatever its settings say").isEmpty();
      write(again, "INSERT INTO t VALUES (-1)");
      assertThat(rows(again)).isEqualTo(50002);
    }
  }

  @Test
  void aReplicaThatIsAwayDoesNotFillItsSourcesDisk() throws Exception {
    ServerSettings bounded = home.primarySettings().withLogForReplicas(2L * SEGMENT);
    try (DatabaseServer primary = home.home.engine.start(home.primaryData, bounded)) {
      write(primary, "CREATE TABLE t (n int)");
      home.makeReplica(primary);
      fill(primary, 10);
      assertThat(feed(primary).lost()).isTrue();
      long before = log(home.primaryData);
      fill(primary, 10);
      assertThat(log(home.primaryData)).isLessThan(before + 5L * SEGMENT);
      try (DatabaseServer replica = home.replica()) {
        assertThat(streaming(replica)).isFalse();
      }
      replication(primary).keepFor(NAME);
      assertThat(feed(primary).lost()).isFalse();
      replication(primary).release(NAME);
      replication(primary).release(NAME);
      assertThat(replication(primary).feeds()).isEmpty();
    }
  }

  @Test
  void theBoundHoldsAfterARestart() throws Exception {
    try (DatabaseServer primary = home.primary()) {
      home.makeReplica(primary);
    }
    ServerSettings bounded = home.primarySettings().withLogForReplicas(2L * SEGMENT);
    try (DatabaseServer primary = home.home.engine.start(home.primaryData, bounded)) {
      fill(primary, 10);
      assertThat(feed(primary).lost()).isTrue();
    }
  }

  @Test
  void aBackupOfAReplicaStartsAsAPrimaryOfItsOwn() throws Exception {
    Path restored = temporary.resolve("restored");
    try (DatabaseServer primary = home.primary()) {
      write(primary, "CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) n");
      home.makeReplica(primary);
      try (DatabaseServer replica = home.replica()) {
        write(primary, "INSERT INTO t VALUES (0)");
        awaitRows(replica, 1001);
        try (HotBackup backup = replica.beginBackup("of a replica")) {
          write(primary, "INSERT INTO t SELECT n FROM generate_series(1, 1000) n");
          awaitRows(replica, 2001);
          BackupCopy.make(backup, restored, () -> {});
        }
      }
      try (DatabaseServer own = home.home.engine.start(restored, home.home.settings("restored"))) {
        assertThat(replication(own).following()).isEmpty();
        assertThat(rows(own)).isBetween(1001L, 2001L);
        write(own, "INSERT INTO t VALUES (-1)");
      }
    }
  }

  @Test
  void aReplicaFeedsAReplicaAndGoesOnDoingSoWhenPromoted() throws Exception {
    Path second = temporary.resolve("second");
    try (DatabaseServer primary = home.primary()) {
      write(primary, "CREATE TABLE t (n int)");
      home.makeReplica(primary);
      try (DatabaseServer replica = home.replica()) {
        awaitRows(replica, 0);
        home.makeReplica(replica, "db_two", second);
        Upstream upstream = new Upstream(home.replicaSettings().runDirectory(), "db_two");
        try (DatabaseServer last =
            home.home.engine.start(second, home.home.settings("second").following(upstream))) {
          write(primary, "INSERT INTO t VALUES (1)");
          awaitRows(last, 1);
          replication(replica).promote();
          write(replica, "INSERT INTO t VALUES (2)");
          awaitRows(last, 2);
        }
      }
    }
  }

  @Test
  void nobodyGetsTheLogOverTcp() throws Exception {
    try (DatabaseServer primary = home.primary()) {
      assertThatThrownBy(() -> logOverTcp(primary, "alice"))
          .hasMessageContaining("permission denied to start WAL sender");
      assertThatThrownBy(() -> logOverTcp(primary, "rdsadmin")).hasMessageContaining("rejects");
    }
  }

  private static Connection logOverTcp(DatabaseServer server, String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + server.port()
            + "/shop?sslmode=disable&replication=true&assumeMinServerVersion=9.4&preferQueryMode=simple",
        user,
        PostgresHome.PASSWORD);
  }

  private static Feed feed(DatabaseServer source) {
    return Objects.requireNonNull(replication(source).feeds().get(NAME));
  }

  private static void fill(DatabaseServer server, int segments) throws Exception {
    try (Connection connection = server.connectAsAdministrator("postgres")) {
      for (int i = 0; i < segments; i++) {
        PostgresHome.run(connection, "SELECT pg_logical_emit_message(false, 'x', 'y')");
        PostgresHome.run(connection, "SELECT pg_switch_wal()");
      }
      PostgresHome.run(connection, "CHECKPOINT");
    }
  }

  private static long log(Path data) throws IOException {
    try (Stream<Path> segments = Files.list(data.resolve("pg_wal"))) {
      return segments.filter(Files::isRegularFile).count() * SEGMENT;
    }
  }
}
