package io.snapseal.engine.postgres;

import static io.snapseal.engine.postgres.PostgresHome.ask;
import static io.snapseal.engine.postgres.PostgresHome.connectAsMaster;
import static io.snapseal.engine.postgres.PostgresHome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.NaiveCopier;
import io.snapseal.engine.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hot backup taken while writers write is, once restored, a consistent database with everything
 * acknowledged before its end.
 */
class ConsistentUnderLoadTest {
  private static final int WRITERS = Integer.getInteger("snapseal.test.writers", 4);
  private static final int TRANSFERS = Integer.getInteger("snapseal.test.transfers", 300);

  @TempDir Path temporary;
  private PostgresHome home;

  @BeforeEach
  void prepare() throws IOException {
    home = PostgresHome.in(temporary);
  }

  /** Small limits make the server recycle log segments during the backup if nothing holds them. */
  private ServerSettings settings(String name) throws IOException {
    return home.settings(name)
        .withParameters(
            Map.of("max_wal_size", "32MB", "min_wal_size", "32MB", "wal_keep_size", "0"));
  }

  @Test
  void sumIndexesAndPagesAreWholeAndNothingAcknowledgedIsMissing() throws Exception {
    Path restored = temporary.resolve("restored");
    long before;
    long after;
    try (DatabaseServer server = home.engine.start(home.initialised("data"), settings("data"))) {
      Load.createTables(server.port());
      try (Load load = Load.on(server.port(), WRITERS)) {
        load.awaitMore(TRANSFERS);
        try (HotBackup backup = server.beginBackup("under load")) {
          NaiveCopier copier = new NaiveCopier(backup, restored, () -> load.awaitMore(5));
          copier.copy();
          recycleLog(server);
          load.awaitMore(TRANSFERS);
          before = load.committed();
          BackupEnd end = backup.finish();
          after = load.committed() + WRITERS;
          recycleLog(server);
          load.awaitMore(TRANSFERS);
          copier.complete(end);
          assertThat(end.writesHeldUp()).isEqualTo(Duration.ZERO);
          assertThat(end.additionalFiles()).hasSizeGreaterThan(3);
        }
      }
    }
    verify(restored, before, after);
  }

  private static void recycleLog(DatabaseServer server) throws SQLException {
    try (Connection administrator = server.connectAsAdministrator("shop")) {
      for (int i = 0; i < 4; i++) {
        run(administrator, "SELECT pg_switch_wal()");
        run(administrator, "CHECKPOINT");
      }
    }
  }

  private void verify(Path restored, long atLeast, long atMost) throws Exception {
    try (DatabaseServer server = home.engine.start(restored, home.settings("restored"));
        Connection master = connectAsMaster(server.port());
        Connection administrator = server.connectAsAdministrator("shop")) {
      assertThat(ask(master, "SELECT sum(balance) FROM accounts"))
          .isEqualTo(Long.toString(Load.SUM));
      assertThat(Long.parseLong(ask(master, "SELECT count(*) FROM transfers")))
          .isBetween(atLeast, atMost);
      assertThat(ask(master, "SELECT count(*) FROM scratch")).isEqualTo("0");
      assertSound(administrator);
      run(master, "UPDATE accounts SET balance = balance + 0");
    }
  }

  static void assertSound(Connection administrator) throws SQLException {
    run(administrator, "CREATE EXTENSION IF NOT EXISTS amcheck");
    run(
        administrator,
        "SELECT bt_index_check(c.oid, i.indisunique OR true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam"
            + " JOIN pg_index i ON i.indexrelid = c.oid WHERE a.amname = 'btree' AND c.relpersistence = 'p'");
    assertThat(
            ask(
                administrator,
                "SELECT coalesce(string_agg(c.relname || ': ' || v.msg, '; '), 'sound') FROM pg_class c,"
                    + " LATERAL verify_heapam(c.oid, check_toast => true) v"
                    + " WHERE c.relkind IN ('r', 't', 'm') AND c.relpersistence = 'p'"))
        .isEqualTo("sound");
    assertThat(ask(administrator, "SELECT sum(checksum_failures) FROM pg_stat_database"))
        .isEqualTo("0");
  }

  @Test
  void aCopyWithoutItsLogIsRefusedNotServed() throws Exception {
    Path restored = temporary.resolve("restored");
    try (DatabaseServer server = home.engine.start(home.initialised("data"), settings("data"))) {
      Load.createTables(server.port());
      try (Load load = Load.on(server.port(), WRITERS);
          HotBackup backup = server.beginBackup("no log")) {
        NaiveCopier copier = new NaiveCopier(backup, restored, () -> load.awaitMore(1));
        copier.copy();
        copier.complete(backup.finish());
      }
    }
    deleteLog(restored);
    ServerSettings settings = home.settings("restored");
    assertThatThrownBy(() -> home.engine.start(restored, settings))
        .isInstanceOf(EngineException.StartFailed.class)
        .hasMessageContaining("checkpoint");
  }

  private static void deleteLog(Path data) throws IOException {
    try (Stream<Path> log = Files.list(data.resolve("pg_wal"))) {
      for (Path segment : log.filter(Files::isRegularFile).toList()) {
        Files.delete(segment);
      }
    }
  }

  @Test
  void backupsOverlapAndAnAbandonedOneHoldsNothing() throws Exception {
    try (DatabaseServer server =
            home.engine.start(home.initialised("data"), home.settings("data"));
        Connection administrator = server.connectAsAdministrator("postgres")) {
      HotBackup abandoned = server.beginBackup("abandoned");
      try (HotBackup one = server.beginBackup("one");
          HotBackup two = server.beginBackup("two")) {
        abandoned.close();
        BackupEnd first = one.finish();
        BackupEnd second = two.finish();
        assertThat(Lsn.parse(second.stopPosition()).position())
            .isGreaterThan(Lsn.parse(first.stopPosition()).position());
        assertThatThrownBy(one::finish).isInstanceOf(EngineException.BackupFailed.class);
        assertThatThrownBy(abandoned::finish).isInstanceOf(EngineException.BackupFailed.class);
      }
      run(administrator, "CHECKPOINT");
    }
    try (DatabaseServer server =
            home.engine.start(temporary.resolve("data"), home.settings("data"));
        Connection administrator = server.connectAsAdministrator("postgres")) {
      assertThat(ask(administrator, "SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
    }
  }

  @Test
  void aBackupWhoseServerDiesFails() throws Exception {
    DatabaseServer server = home.engine.start(home.initialised("data"), home.settings("data"));
    try (HotBackup backup = server.beginBackup("doomed")) {
      server.stop();
      assertThatThrownBy(backup::finish).isInstanceOf(EngineException.BackupFailed.class);
    }
    assertThatThrownBy(() -> server.beginBackup("late"))
        .isInstanceOf(EngineException.BackupFailed.class);
  }
}
