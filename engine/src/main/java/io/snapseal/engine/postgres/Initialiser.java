package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.Reachability;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a new cluster beside its final place and renames it when it is complete. */
final class Initialiser {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Pattern FAILURE = Pattern.compile("(?m)^.*(ERROR|FATAL|PANIC): .*$");
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded");

  private final PostgresBinaries binaries;
  private final Account server;
  private final Patience patience;
  private final Sql sql;

  Initialiser(PostgresBinaries binaries, Account server, Patience patience, Sql sql) {
    this.binaries = binaries;
    this.server = server;
    this.patience = patience;
    this.sql = sql;
  }

  void initialise(DataDirectory data, MasterUser master, Optional<String> database) {
    List<String> statements = sql.initial(master, database, binaries.major());
    data.requireAbsentOrEmpty();
    Reachability.require(server, data.path());
    Path unfinished = Durable.sibling(data.path(), ".new");
    try {
      // A killed Snapseal's initdb may still be at work there, by name: it would write into ours.
      PostgresProcesses.reclaimer(unfinished, server, patience).kill();
      Trees.delete(unfinished);
      try {
        make(unfinished, statements);
        Durable.publish(unfinished, data.path());
      } finally {
        // After a failure, above all one for want of space: nothing of it may stay.
        Trees.delete(unfinished);
      }
    } catch (IOException e) {
      throw new EngineException("cannot create " + data.path() + ": " + e.getMessage(), null, e);
    }
  }

  private void make(Path directory, List<String> statements) throws IOException {
    Trees.make(directory, Trees.PRIVATE);
    Ownership.give(server, directory);
    createCluster(directory);
    execute(directory, statements);
  }

  private void createCluster(Path directory) {
    List<String> line =
        new ArrayList<>(List.of(binaries.program("initdb"), "-D", directory.toString()));
    line.addAll(List.of("-U", Administrator.ROLE, "--encoding=UTF8", "--data-checksums"));
    line.addAll(List.of("--auth=reject", "--no-instructions"));
    line.addAll(locale());
    Outcome outcome = new Command(line, server, directory, LIMIT).run();
    if (!outcome.succeeded()) {
      throw failed("initdb failed", outcome);
    }
  }

  /**
   * PostgreSQL's own collation, where it has one: the C library's may differ between the machine of
   * a snapshot and that of its restore, which silently breaks text indexes.
   */
  private List<String> locale() {
    return binaries.major() >= 17
        ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        : List.of("--locale=C.UTF-8");
  }

  /**
   * Single-user mode: no port, no socket, no other client (PostgreSQL documentation, postgres,
   * "Single-User Mode").
   */
  private void execute(Path directory, List<String> statements) {
    List<String> line =
        List.of(binaries.program("postgres"), "--single", "-D", directory.toString(), "postgres");
    Outcome outcome =
        new Command(line, server, directory, LIMIT).run(stdin -> write(statements, stdin));
    // It goes on after an error and still exits with 0.
    if (!outcome.succeeded() || FAILURE.matcher(outcome.output()).find()) {
      throw failed("cannot create the roles and databases", outcome);
    }
  }

  private static void write(List<String> statements, OutputStream stdin) throws IOException {
    for (String statement : statements) {
      stdin.write((statement + ";\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static EngineException failed(String message, Outcome outcome) {
    if (FULL.matcher(outcome.output()).find()) {
      return new EngineException.StorageFull(message + ": no space left");
    }
    String said =
        FAILURE
            .matcher(outcome.output())
            .results()
            .map(r -> r.group())
            .findFirst()
            .orElse(outcome.output());
    return new EngineException(message + ": " + said.strip(), null, null);
  }
}
