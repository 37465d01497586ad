package io.snapseal.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What completes the copy made during a hot backup.
 *
 * @param generatedFiles files to write into the copy: relative path to content, to be stored
 *     exactly as given (the arrays belong to this record: do not alter them)
 * @param additionalFiles files below {@link HotBackup#root()} to copy now although {@link
 *     HotBackup#includes} excluded them, in this order: the log from the start to the end of the
 *     backup
 * @param startPosition where in the log the backup begins, in the engine's own notation
 *     (PostgreSQL: an LSN such as {@code 0/3000028}); a page last changed before it need not be
 *     compared with a later one
 * @param stopPosition where in the log the copy becomes consistent, same notation
 * @param writesHeldUp for how long clients' writes were blocked in total; zero where the engine
 *     need not block them
 */
public record BackupEnd(
    Map<String, byte[]> generatedFiles,
    List<String> additionalFiles,
    String startPosition,
    String stopPosition,
    Duration writesHeldUp) {

  public BackupEnd {
    generatedFiles = Map.copyOf(generatedFiles);
    additionalFiles = List.copyOf(additionalFiles);
    if (writesHeldUp.isNegative()) {
      throw new IllegalArgumentException("writesHeldUp must not be negative");
    }
  }
}
