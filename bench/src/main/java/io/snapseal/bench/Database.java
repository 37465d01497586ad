package io.snapseal.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL cluster with a pgbench database; stopped whenever it is measured. */
final class Database {
  private static final String OPTIONS =
      "-c listen_addresses='' -c shared_buffers=512MB -c max_wal_size=256MB -c unix_socket_directories=";

  private final Programs programs;
  private final Path binaries;
  private final Path data;
  private final Path socket;

  private Database(Programs programs, Path binaries, Path data, Path socket) {
    this.programs = programs;
    this.binaries = binaries;
    this.data = data;
    this.socket = socket;
  }

  /** A cluster that may be there already, in a directory; it ends with the scratch directory. */
  static Database at(Path data, Scratch scratch, Programs programs, Path binaries) {
    Database database = new Database(programs, binaries, data, scratch.path(""));
    scratch.onClose(database::stop);
    return database;
  }

  /** Makes the cluster and the tables, and stops it. */
  void create(int scale) {
    programs.run(tool("initdb"), "-U", "bench", "-A", "trust", "--no-sync", data.toString());
    start();
    pgbench("-i", "-q", "-s", String.valueOf(scale));
    stop();
  }

  /** Has pgbench change rows for a while; gives what it says it did. */
  String change(int seconds) {
    start();
    String said = pgbench("-n", "-T", String.valueOf(seconds), "-c", "4", "-j", "2").output();
    stop();
    return said.lines()
        .filter(line -> line.startsWith("number of transactions actually processed"))
        .findFirst()
        .orElse("");
  }

  /** What a query answers, on a cluster that is started for it. */
  String answer(String query) {
    start();
    String answer =
        programs
            .run(tool("psql"), "-h", socket.toString(), "-U", "bench", "-Atc", query, "postgres")
            .output()
            .strip();
    stop();
    return answer;
  }

  Path data() {
    return data;
  }

  private void start() {
    programs.run(
        tool("pg_ctl"),
        "-D",
        data.toString(),
        "-w",
        "-t",
        "300",
        "-l",
        log(),
        "-o",
        options(),
        "start");
  }

  private void stop() {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      programs.run(tool("pg_ctl"), "-D", data.toString(), "-w", "-m", "fast", "stop");
    }
  }

  private Run pgbench(String... arguments) {
    String[] command = new String[arguments.length + 6];
    System.arraycopy(
        new String[] {tool("pgbench"), "-h", socket.toString(), "-U", "bench"}, 0, command, 0, 5);
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    command[command.length - 1] = "postgres";
    return programs.run(command);
  }

  private String options() {
    return OPTIONS + socket;
  }

  private String log() {
    return socket.resolve("postgres.log").toString();
  }

  private String tool(String name) {
    return binaries.resolve(name).toString();
  }
}
