package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Reachability;
import io.snapseal.engine.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a server reads at its start besides its data: parameters and access rules, written anew each
 * time.
 *
 * <p>They belong to Snapseal and can only be read by the server: whoever takes over a server
 * process cannot change who is let in, and a restored snapshot brings no rules of its own. None of
 * them holds a secret.
 */
final class RunFiles {
  private static final String LOG_LIMIT = "replicas.conf";

  /** No server is ever given this one. */
  static final int ANY_PORT = 1;

  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_$.]{0,127}");

  private final Path directory;
  private final Account server;

  RunFiles(Path directory, Account server) {
    this.directory = directory.toAbsolutePath().normalize();
    this.server = server;
  }

  Path parameters() {
    return directory.resolve("postgresql.conf");
  }

  Path hostRules() {
    return directory.resolve("pg_hba.conf");
  }

  Path identityMap() {
    return directory.resolve("pg_ident.conf");
  }

  Path socketDirectory() {
    return directory.resolve("socket");
  }

  /** The socket's name is PostgreSQL's own. */
  Path socket(int port) {
    return socketDirectory().resolve(".s.PGSQL." + port);
  }

  /**
   * @param port the server's own; a replica finds its socket under {@link #ANY_PORT}, whatever the
   *     port
   */
  void write(Map<String, String> values, int port) {
    UnixSocket.requireShort(socket(65_535));
    Reachability.require(server, parameters());
    try {
      Durable.replace(parameters(), assignments(values));
      Durable.replace(hostRules(), HOST_RULES);
      Durable.replace(
          identityMap(), mapped("snapseal", Account.current()) + mapped("replica", server));
      Trees.delete(socketDirectory());
      Trees.make(socketDirectory(), Trees.PRIVATE);
      Ownership.give(server, socketDirectory());
      Files.createSymbolicLink(socket(ANY_PORT), socket(port).getFileName());
    } catch (IOException e) {
      throw new EngineException(
          "cannot write to run directory " + directory + ": " + e.getMessage(), null, e);
    }
  }

  private static String mapped(String map, Account account) {
    return map + " \"" + account.name() + "\" " + Administrator.ROLE + "\n";
  }

  /** Writes what {@link LogLimit} says; read at a start, and when the server is told to. */
  void limitLog(String assignment) throws IOException {
    Durable.replace(directory.resolve(LOG_LIMIT), assignment);
  }

  private static String assignments(Map<String, String> values) {
    StringBuilder text =
        new StringBuilder("# Written by Snapseal at each start; changes are lost.\n");
    values.forEach(
        (name, value) -> {
          if (!PARAMETER.matcher(name).matches()) {
            throw new IllegalArgumentException("not a parameter's name: " + name);
          }
          text.append(name).append(" = ").append(quoted(value)).append('\n');
        });
    return text.append("include_if_exists = '" + LOG_LIMIT + "'\n").toString();
  }

  /** The configuration file's own quoting (PostgreSQL documentation, 19.1.2). */
  private static String quoted(String value) {
    if (value.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("a parameter's value has no control characters");
    }
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /** A server's own account may ask another server for its log, and for nothing else. */
  private static final String HOST_RULES =
      """
      # Written by Snapseal at each start; changes are lost.
      local     all          rdsadmin                 peer map=snapseal
      local     replication  rdsadmin                 peer map=replica
      local     all          all                      reject
      host      all          rdsadmin  all            reject
      host      replication  rdsadmin  all            reject
      host      all          all       127.0.0.1/32   scram-sha-256
      host      replication  all       127.0.0.1/32   scram-sha-256
      """;
}
