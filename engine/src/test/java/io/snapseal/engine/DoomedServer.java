package io.snapseal.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;

/** Another Snapseal process: serves a data directory, perhaps backing it up, until it is killed. */
final class DoomedServer {
  private DoomedServer() {}

  public static void main(String[] arguments) throws Exception {
    EngineHome home = EngineHome.in(Path.of(arguments[1]), TestEngine.valueOf(arguments[0]));
    DatabaseServer server =
        home.engine.start(home.root.resolve(arguments[2]), home.settings(arguments[2]));
    try (Connection connection = home.connectAsMaster(server.port())) {
      EngineHome.run(connection, "CREATE TABLE proof (n int)");
      EngineHome.run(connection, "INSERT INTO proof VALUES (42)");
    }
    HotBackup backup = server.beginBackup("never to be finished");
    System.out.println(server.pid());
    Thread.currentThread().join();
    backup.close();
  }

  static Process start(EngineHome home, String name) throws IOException {
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DoomedServer.class.getName(),
            home.kind.name(),
            home.root.toString(),
            name);
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
