package io.snapseal.engine.postgres;

import io.snapseal.engine.BackupCopy;
import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.Replication;
import io.snapseal.engine.Replication.Following;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.Upstream;
import io.snapseal.engine.process.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A primary and a replica of it, each in its directory. */
final class ReplicaHome {
  static final String NAME = "db_one";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  final PostgresHome home;
  final Path primaryData;
  final Path replicaData;

  ReplicaHome(Path temporary) throws IOException {
    home = PostgresHome.in(temporary);
    primaryData = home.initialised("primary");
    replicaData = temporary.resolve("replica");
  }

  ServerSettings primarySettings() throws IOException {
    return home.settings("primary");
  }

  ServerSettings replicaSettings() throws IOException {
    return replicaSettings(NAME);
  }

  ServerSettings replicaSettings(String name) throws IOException {
    return home.settings("replica").following(new Upstream(primarySettings().runDirectory(), name));
  }

  DatabaseServer primary() throws IOException {
    return home.engine.start(primaryData, primarySettings());
  }

  DatabaseServer replica() throws IOException {
    return home.engine.start(replicaData, replicaSettings());
  }

  /** Copies a running source. */
  void makeReplica(DatabaseServer source) throws IOException {
    makeReplica(source, NAME, replicaData);
  }

  void makeReplica(DatabaseServer source, String name, Path target) throws IOException {
    replication(source).keepFor(name);
    try (HotBackup backup = source.beginBackup("replica")) {
      BackupCopy.make(backup, target, () -> {});
    }
    home.engine.makeReplica(target);
  }

  static Replication replication(DatabaseServer server) {
    return server.replication().orElseThrow();
  }

  static boolean streaming(DatabaseServer replica) {
    return replication(replica).following().map(Following::streaming).orElse(false);
  }

  /** Waits for what comes by itself. */
  static void await(String what, BooleanSupplier condition) {
    if (!Patience.of(Clock.systemUTC()).until(LIMIT, condition)) {
      throw new AssertionError("not within " + LIMIT + ": " + what);
    }
  }

  static void awaitRows(DatabaseServer server, long rows) {
    await(rows + " rows", () -> rows(server) == rows);
  }

  static long rows(DatabaseServer server) {
    try (Connection connection = PostgresHome.connectAsMaster(server.port())) {
      return Long.parseLong(PostgresHome.ask(connection, "SELECT count(*) FROM t"));
    } catch (SQLException e) {
      return -1; // the table has not come yet
    }
  }

  static void write(DatabaseServer server, String statement) throws SQLException {
    try (Connection connection = PostgresHome.connectAsMaster(server.port())) {
      PostgresHome.run(connection, statement);
    }
  }
}
