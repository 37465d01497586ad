package io.snapseal.engine.innodb;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.MasterUser;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import io.snapseal.engine.process.Reachability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a new data directory beside its final place and renames it when it is complete. */
final class Initialiser {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Pattern FAILURE = Pattern.compile("(?m)^.*(ERROR|\\[ERROR\\]).*$");

  private final Variant variant;
  private final InnodbProcesses processes;

  Initialiser(Variant variant, InnodbProcesses processes) {
    this.variant = variant;
    this.processes = processes;
  }

  void initialise(DataDirectory data, MasterUser master, Optional<String> database) {
    List<String> statements = Accounts.initial(variant, master, database);
    data.requireAbsentOrEmpty();
    Reachability.require(processes.account(), data.path());
    Path unfinished = Durable.sibling(data.path(), ".new");
    try {
      // What a killed Snapseal started may still be at work there, by name: it would write into
      // ours.
      processes.makers(unfinished).kill();
      Trees.delete(unfinished);
      try {
        make(unfinished, statements);
        Durable.syncTree(unfinished);
        Durable.publish(unfinished, data.path());
      } finally {
        // After a failure, above all one for want of space: nothing of it may stay.
        Trees.delete(unfinished);
      }
    } catch (IOException e) {
      throw failed("cannot create " + data.path(), String.valueOf(e.getMessage()));
    }
  }

  private void make(Path directory, List<String> statements) throws IOException {
    Trees.make(directory, Trees.PRIVATE);
    Ownership.give(processes.account(), directory);
    Outcome outcome =
        new Command(variant.creation(directory), processes.account(), directory, LIMIT).run();
    if (!outcome.succeeded()) {
      throw failed("cannot create the system tables", outcome.output());
    }
    new OneRun(variant, processes.account(), processes.patience()).execute(directory, statements);
    Marker.write(variant, directory);
    Ownership.giveTree(processes.account(), directory);
  }

  static EngineException failed(String message, String output) {
    if (StorageFullness.told(output)) {
      return new EngineException.StorageFull(message + ": no space left");
    }
    String said = FAILURE.matcher(output).results().map(r -> r.group()).findFirst().orElse(output);
    return new EngineException(message + ": " + said.strip(), null, null);
  }
}
