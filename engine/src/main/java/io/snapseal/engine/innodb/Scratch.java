package io.snapseal.engine.innodb;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.files.Durable;
import io.snapseal.engine.files.Ownership;
import io.snapseal.engine.files.Trees;
import io.snapseal.engine.process.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Directories beside a data directory, thus on the same volume: what a server writes besides its
 * data, and backups in the making. So an encrypted instance leaves nothing in the clear elsewhere.
 * Nothing in them outlives the server.
 *
 * @param data the data directory
 */
public record Scratch(Path data) {

  /** Where the server puts temporary tables. */
  public Path temporary() {
    return Durable.sibling(data, ".tmp");
  }

  private Path backups() {
    return Durable.sibling(data, ".backups");
  }

  /** Makes the server's directory, empty. */
  void prepare(Account server) throws IOException {
    Trees.delete(temporary());
    Trees.make(temporary(), Trees.PRIVATE);
    Ownership.give(server, temporary());
  }

  /** Removes what a killed server or Snapseal left. */
  void clear() throws IOException {
    Trees.delete(temporary());
    Trees.delete(backups());
  }

  /** Returns the backups that are there, whoever makes or has left them. */
  List<Path> stagings() {
    if (!Files.isDirectory(backups())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(backups())) {
      return all.toList();
    } catch (IOException e) {
      throw new EngineException("cannot list " + backups() + ": " + e.getMessage(), null, e);
    }
  }

  /**
   * Makes a directory for one backup, empty, for the server's account.
   *
   * @throws EngineException.BackupFailed if it cannot be made
   */
  public Path staging(Account server) {
    try {
      Trees.make(backups(), Trees.PASSAGE);
      Path staging = Files.createTempDirectory(backups(), "backup-");
      Ownership.give(server, staging);
      return staging;
    } catch (IOException e) {
      throw new EngineException.BackupFailed(
          "cannot make a directory for the backup: " + e.getMessage(), null, e);
    }
  }
}
