package io.snapseal.engine;

import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A directory that servers can pass, with an engine and what tests keep asking of it. */
public final class EngineHome {
  public static final String PASSWORD = "correct-horse battery";

  public final Path root;
  public final TestEngine kind;
  public final DatabaseEngine engine;

  private EngineHome(Path root, TestEngine kind) {
    this.root = root;
    this.kind = kind;
    this.engine = kind.make();
  }

  public static EngineHome in(Path temporary, TestEngine kind) throws IOException {
    Trees.make(temporary, Trees.PASSAGE);
    return new EngineHome(temporary, kind);
  }

  public MasterUser master() {
    return user("alice", PASSWORD);
  }

  public MasterUser user(String name, String password) {
    try (Password secret = Password.of(password.toCharArray())) {
      return new MasterUser(name, engine.verifier(secret));
    }
  }

  /** Initialised once, then copied: some engines take their time. */
  public Path initialised(String name) {
    Path template = root.resolve("template");
    if (!Files.exists(template)) {
      engine.initialise(template, master(), Optional.of("shop"));
    }
    Path data = root.resolve(name);
    Outcome copied = Command.of("/bin/cp", "-a", template.toString(), data.toString()).run();
    if (!copied.succeeded()) {
      throw new AssertionError(copied.output());
    }
    return data;
  }

  /** Tests crash servers, not machines, except where they say so. */
  public ServerSettings settings(String name) throws IOException {
    Path run = root.resolve(name + "-run");
    Trees.make(run, Trees.PASSAGE);
    return ServerSettings.in(run).withDurability(Durability.THROW_AWAY);
  }

  public Connection connect(int port, String user, String password, String database)
      throws SQLException {
    return DriverManager.getConnection(kind.url(port, database), user, password);
  }

  public Connection connectAsMaster(int port) throws SQLException {
    return connect(port, "alice", PASSWORD, "shop");
  }

  public static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  public static void run(Connection connection, String statementText) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statementText);
    }
  }
}
