package io.snapseal.engine.innodb;

import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.LogFile;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server without network that recovers what it finds, executes statements, and ends itself with
 * the last.
 */
public record OneRun(Variant variant, Account account, Patience patience) {
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  /**
   * Runs it.
   *
   * @throws io.snapseal.engine.EngineException if it does not come to the end of the statements
   */
  public void execute(Path directory, List<String> statements) throws IOException {
    List<String> all = new ArrayList<>(statements);
    all.add("SHUTDOWN");
    Path file = directory.resolve("first.sql");
    Path output = directory.resolve("first.log");
    Files.writeString(file, String.join(";\n", all) + ";\n", StandardCharsets.US_ASCII);
    Ownership.give(account, file);
    LogFile log = LogFile.begin(output);
    ServerProcess process =
        ServerProcess.launch(
            ServerArguments.executing(variant, directory, file),
            account,
            directory,
            log,
            new InnodbProcesses(variant, account, patience).reclaimer(directory),
            STOP_LIMIT);
    try {
      // It goes on after an error, and then never comes to the last statement.
      boolean settled = patience.until(LIMIT, () -> !process.isAlive() || log.says("ERROR"));
      if (!settled || process.isAlive() || log.says("ERROR")) {
        throw Initialiser.failed("the first run of the server failed", log.tail());
      }
    } finally {
      process.abandon();
    }
    Files.delete(file);
    Files.delete(output);
  }
}
