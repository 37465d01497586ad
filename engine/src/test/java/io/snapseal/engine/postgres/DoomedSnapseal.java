package io.snapseal.engine.postgres;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.ServerSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;

/**
 * Another Snapseal process: starts a server, commits a row, prints the server's pid, and waits to
 * be killed.
 */
final class DoomedSnapseal {
  private DoomedSnapseal() {}

  public static void main(String[] arguments) throws Exception {
    PostgresEngine engine =
        new PostgresEngine(PostgresHome.binaries(), Clock.systemUTC(), new SecureRandom());
    DatabaseServer server =
        engine.start(Path.of(arguments[0]), ServerSettings.in(Path.of(arguments[1])));
    try (Connection connection = PostgresHome.connectAsMaster(server.port())) {
      PostgresHome.run(connection, "CREATE TABLE proof AS SELECT 42 n");
    }
    System.out.println(server.pid());
    Thread.currentThread().join();
  }
}
