package io.snapseal.engine.innodb;

import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A backup that is complete before it is copied: a directory that nobody changes any more. */
public final class StagedBackup implements HotBackup {
  private static final Logger LOG = LoggerFactory.getLogger(StagedBackup.class);

  private final Path staging;
  private final Predicate<String> included;
  private final BackupEnd end;

  /**
   * @param staging the whole backup; deleted at the end
   * @param included tells which relative paths belong to it
   */
  public StagedBackup(Path staging, Predicate<String> included, BackupEnd end) {
    this.staging = staging;
    this.included = included;
    this.end = end;
  }

  @Override
  public Path root() {
    return staging;
  }

  @Override
  public boolean includes(String relativePath, boolean directory) {
    return included.test(relativePath);
  }

  @Override
  public BackupEnd finish() {
    if (!Files.isDirectory(staging)) {
      throw new EngineException.BackupFailed("the backup is no longer there", null, null);
    }
    return end;
  }

  @Override
  public void close() {
    delete(staging);
  }

  /** Removes a backup that is not wanted; what stays is removed with the next start. */
  public static void delete(Path staging) {
    try {
      Trees.delete(staging);
    } catch (IOException e) {
      LOG.warn("a backup's directory stays until the next start", e);
    }
  }
}
