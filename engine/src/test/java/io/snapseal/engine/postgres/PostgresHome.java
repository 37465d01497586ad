package io.snapseal.engine.postgres;

import io.snapseal.engine.Durability;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import io.snapseal.engine.ServerSettings;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;

/** A directory that servers can pass, with the embedded engine and what tests keep asking of it. */
final class PostgresHome {
  static final String PASSWORD = "correct-horse battery";

  final Path root;
  final PostgresEngine engine;

  private PostgresHome(Path root) {
    this.root = root;
    this.engine = new PostgresEngine(binaries(), Clock.systemUTC(), new SecureRandom());
  }

  static PostgresHome in(Path temporary) throws IOException {
    Trees.make(temporary, Trees.PASSAGE);
    return new PostgresHome(temporary);
  }

  /** Kept between runs: unpacking is tested elsewhere. */
  static PostgresBinaries binaries() {
    return EmbeddedPostgres.unpack(
        Path.of(System.getProperty("java.io.tmpdir"), "snapseal-test-engines"));
  }

  MasterUser master() {
    return user("alice", PASSWORD);
  }

  MasterUser user(String name, String password) {
    return user(engine, name, password);
  }

  static MasterUser user(PostgresEngine engine, String name, String password) {
    try (Password secret = Password.of(password.toCharArray())) {
      return new MasterUser(name, engine.verifier(secret));
    }
  }

  Path initialised(String name) {
    Path data = root.resolve(name);
    engine.initialise(data, master(), Optional.of("shop"));
    return data;
  }

  /** Tests crash servers, not machines, except where they say so. */
  ServerSettings settings(String name) throws IOException {
    Path run = root.resolve(name + "-run");
    Trees.make(run, Trees.PASSAGE);
    return ServerSettings.in(run).withDurability(Durability.THROW_AWAY);
  }

  static Connection connect(int port, String user, String password, String database)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable",
        user,
        password);
  }

  static Connection connectAsMaster(int port) throws SQLException {
    return connect(port, "alice", PASSWORD, "shop");
  }

  static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  static void run(Connection connection, String statementText) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statementText);
    }
  }

  String log(ServerSettings settings) throws IOException {
    return Files.readString(settings.logFile());
  }
}
