package io.snapseal.engine.postgres;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Another Snapseal process: works on a data directory until it is killed. */
final class DoomedSnapseal {
  private DoomedSnapseal() {}

  public static void main(String[] arguments) throws Exception {
    PostgresEngine engine =
        new PostgresEngine(PostgresHome.binaries(), Clock.systemUTC(), new SecureRandom());
    Path data = Path.of(arguments[0]);
    if (arguments.length == 1) {
      engine.initialise(
          data, PostgresHome.user(engine, "alice", PostgresHome.PASSWORD), Optional.of("shop"));
    } else {
      serve(engine, data, Path.of(arguments[1]));
    }
  }

  private static void serve(PostgresEngine engine, Path data, Path run) throws Exception {
    DatabaseServer server = engine.start(data, ServerSettings.in(run));
    try (Connection connection = PostgresHome.connectAsMaster(server.port())) {
      PostgresHome.run(connection, "CREATE TABLE proof AS SELECT 42 n");
    }
    System.out.println(server.pid());
    Thread.currentThread().join();
  }

  /** Starts it: with a data directory it initialises, with a run directory besides it serves. */
  static Process start(Path... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    line.add("-cp");
    line.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    line.add(DoomedSnapseal.class.getName());
    for (Path argument : arguments) {
      line.add(argument.toString());
    }
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
