package io.snapseal.engine.innodb;

import io.snapseal.engine.Durability;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Reachability;
import io.snapseal.engine.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a server reads at its start besides its data: parameters, and the statements that admit its
 * administrator. Written anew each time, Snapseal's own, and not to be changed by the server; none
 * holds a secret.
 */
final class RunFiles {
  private final Path directory;
  private final Account server;

  RunFiles(Path directory, Account server) {
    this.directory = directory.toAbsolutePath().normalize();
    this.server = server;
  }

  Path parameters() {
    return directory.resolve("server.cnf");
  }

  Path statements() {
    return directory.resolve("admission.sql");
  }

  Path socketDirectory() {
    return directory.resolve("socket");
  }

  Path socket() {
    return socketDirectory().resolve("server");
  }

  /** Empty: where the server may look for files to load, and for plugins. */
  Path nothing() {
    return directory.resolve("nothing");
  }

  void write(Map<String, String> values, Admission admission) {
    UnixSocket.requireShort(socket());
    Reachability.require(server, parameters());
    try {
      Durable.replace(parameters(), assignments(values));
      Durable.replace(statements(), String.join(";\n", admission.statements()) + ";\n");
      Trees.delete(nothing());
      Trees.make(nothing(), Trees.PASSAGE);
      Trees.delete(socketDirectory());
      Trees.make(socketDirectory(), Trees.PRIVATE);
      Ownership.give(server, socketDirectory());
    } catch (IOException e) {
      throw new EngineException(
          "cannot write to run directory " + directory + ": " + e.getMessage(), null, e);
    }
  }

  /** An option file (MySQL Reference Manual, 6.2.2.2); {@link Durability} is not in it. */
  private static String assignments(Map<String, String> values) {
    StringBuilder text =
        new StringBuilder("# Written by Snapseal at each start; changes are lost.\n[mysqld]\n");
    values.forEach(
        (name, value) ->
            text.append(EngineParameters.canonical(name))
                .append(" = \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n"));
    return text.toString();
  }
}
