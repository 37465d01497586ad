package io.snapseal.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * A MariaDB server of our own, and the usual way to back it up: {@code mariadb-backup | zstd |
 * age}, and back.
 */
final class OwnMariaDb implements AutoCloseable {
  private final Programs programs;
  private final Scratch scratch;
  private final Path data;
  private final Path socket;
  private final int port;
  private final Process server;

  private OwnMariaDb(Programs programs, Scratch scratch, Path data, int port, Process server) {
    this.programs = programs;
    this.scratch = scratch;
    this.data = data;
    this.socket = data.resolve("server.sock");
    this.port = port;
    this.server = server;
  }

  /** Makes a new server with an empty database and a user. */
  static OwnMariaDb create(Programs programs, Scratch scratch) {
    Path data = scratch.path("own-mariadb");
    programs.run(
        "mariadb-install-db",
        "--no-defaults",
        "--user=root",
        "--datadir=" + data,
        "--skip-test-db");
    OwnMariaDb own = start(programs, scratch, data);
    own.sql("create database shop");
    own.sql(
        "create user %s@'127.0.0.1' identified by '%s'"
            .formatted(LiveRegion.USER, LiveRegion.PASSWORD));
    own.sql("grant all on shop.* to %s@'127.0.0.1'".formatted(LiveRegion.USER));
    return own;
  }

  private static OwnMariaDb start(Programs programs, Scratch scratch, Path data) {
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Process server =
          new ProcessBuilder(
                  "mariadbd",
                  "--no-defaults",
                  "--user=root",
                  "--datadir=" + data,
                  "--socket=" + data.resolve("server.sock"),
                  "--bind-address=127.0.0.1",
                  "--port=" + port)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(scratch.path("mariadb.log").toFile()))
              .start();
      scratch.onClose(server::destroy);
      OwnMariaDb own = new OwnMariaDb(programs, scratch, data, port, server);
      own.awaitUp();
      return own;
    } catch (IOException e) {
      throw new BenchFailedException("mariadbd: " + e);
    }
  }

  private void awaitUp() {
    programs.run(
        "sh",
        "-c",
        "until mariadb-admin --no-defaults --socket=\"$0\" ping >/dev/null 2>&1;"
            + " do kill -0 \"$1\" && sleep 0.02 || exit 1; done",
        socket.toString(),
        String.valueOf(server.pid()));
  }

  private void sql(String statement) {
    programs.run("mariadb", "--no-defaults", "--socket=" + socket, "-e", statement);
  }

  String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/shop";
  }

  /** Backs it up while it runs. */
  void backUp(String name) {
    Path key = scratch.path("age.key");
    programs.run("sh", "-c", "[ -e \"$0\" ] || age-keygen -o \"$0\"", key.toString());
    programs.run(
        "bash",
        "-c",
        "set -o pipefail; mariadb-backup --no-defaults --backup --stream=xbstream --user=root"
            + " --socket=\"$0\" --datadir=\"$1\" 2>>\"$4\" | zstd -q -3 | age -e -i \"$2\" -o \"$3\""
            + " && sync \"$3\"",
        socket.toString(),
        data.toString(),
        key.toString(),
        file(name).toString(),
        scratch.path("mariadb-backup.log").toString());
  }

  private Path file(String name) {
    return scratch.path(name + ".age");
  }

  /** Restores a backup and starts a server on it. */
  OwnMariaDb restore(String name) {
    Path target = scratch.made(name + "-restored");
    programs.run(
        "bash",
        "-c",
        "set -o pipefail; age -d -i \"$0\" \"$1\" | zstd -q -d | mbstream -x -C \"$2\" &&"
            + " mariadb-backup --no-defaults --prepare --target-dir=\"$2\" 2>>\"$3\""
            + " && find \"$2\" -exec sync {} +",
        scratch.path("age.key").toString(),
        file(name).toString(),
        target.toString(),
        scratch.path("mariadb-backup.log").toString());
    return start(programs, scratch, target);
  }

  @Override
  public void close() {
    server.destroy();
    try {
      server.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Scratch.delete(data);
  }
}
