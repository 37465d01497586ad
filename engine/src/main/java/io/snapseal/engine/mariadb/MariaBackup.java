package io.snapseal.engine.mariadb;

import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.innodb.BackupSource;
import io.snapseal.engine.innodb.Marker;
import io.snapseal.engine.innodb.Scratch;
import io.snapseal.engine.innodb.StagedBackup;
import io.snapseal.engine.innodb.StorageFullness;
import io.snapseal.engine.process.Command;
import io.snapseal.engine.process.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backup by {@code mariadb-backup}: copied while writers write, then prepared, which is recovery
 * itself: what becomes a snapshot has been recovered once. Both happen beside the data directory,
 * on the instance's own volume, by the server's account.
 */
final class MariaBackup {
  private static final Duration LIMIT = Duration.ofHours(24);
  private static final Pattern LAST_LSN = Pattern.compile("(?m)^last_lsn = (\\d+)$");
  private static final Pattern FIRST_LSN = Pattern.compile("(?m)^to_lsn = (\\d+)$");

  private static final Pattern COMPLAINT = Pattern.compile("(?i)error|fail|cannot|can't|abort");

  private final Path program;
  private final BackupSource source;
  private final Clock clock;

  MariaBackup(Path program, BackupSource source, Clock clock) {
    this.program = program;
    this.source = source;
    this.clock = clock;
  }

  HotBackup make() {
    Path staging = new Scratch(source.data()).staging(source.account());
    boolean made = false;
    try {
      HeldUp heldUp = new HeldUp(clock);
      run(copying(staging), heldUp);
      run(List.of("--prepare", "--target-dir=" + staging), said -> {});
      BackupEnd end = end(staging, heldUp.total());
      made = true;
      return new StagedBackup(staging, MariaBackup::belongs, end);
    } catch (IOException e) {
      throw new EngineException.BackupFailed("cannot read the backup: " + e.getMessage(), null, e);
    } finally {
      if (!made) {
        StagedBackup.delete(staging);
      }
    }
  }

  private List<String> copying(Path staging) {
    return List.of(
        "--backup",
        "--target-dir=" + staging,
        "--datadir=" + source.data(),
        "--tmpdir=" + new Scratch(source.data()).temporary(),
        // The log is looked at every so many milliseconds: commits are held up for that much more.
        "--log-copy-interval=20",
        "--socket=" + source.socket(),
        "--user=" + source.account().name());
  }

  private void run(List<String> arguments, Consumer<String> said) {
    List<String> line = new ArrayList<>(List.of(program.toString(), "--no-defaults"));
    line.addAll(arguments);
    Outcome outcome = command(line).run(stdin -> {}, said);
    if (outcome.succeeded() && outcome.output().contains("completed OK!")) {
      return;
    }
    if (StorageFullness.told(outcome.output())) {
      throw new EngineException.StorageFull("no space is left for a backup beside the data");
    }
    throw new EngineException.BackupFailed(
        "mariadb-backup failed: " + said(outcome.output()), null, null);
  }

  /** Its working directory tells a later Snapseal what it was working on. */
  private Command command(List<String> line) {
    return new Command(line, source.account(), source.data(), LIMIT);
  }

  /** Its complaints, or else its last lines; not the names of all files. */
  private static String said(String output) {
    List<String> lines = output.strip().lines().toList();
    List<String> complaints =
        lines.stream().filter(line -> COMPLAINT.matcher(line).find()).toList();
    List<String> telling = complaints.isEmpty() ? lines : complaints;
    return String.join("; ", telling.subList(Math.max(0, telling.size() - 5), telling.size()));
  }

  private BackupEnd end(Path staging, Duration heldUp) throws IOException {
    String checkpoints =
        Files.readString(staging.resolve("xtrabackup_checkpoints"), StandardCharsets.US_ASCII);
    byte[] marker = Files.readAllBytes(source.data().resolve(Marker.FILE));
    return new BackupEnd(
        Map.of(Marker.FILE, marker),
        List.of(),
        lsn(FIRST_LSN, checkpoints),
        lsn(LAST_LSN, checkpoints),
        heldUp);
  }

  private static String lsn(Pattern pattern, String checkpoints) {
    Matcher matcher = pattern.matcher(checkpoints);
    if (!matcher.find()) {
      throw new EngineException.BackupFailed("the backup names no log position", null, null);
    }
    return matcher.group(1);
  }

  /** Not what the program notes for itself. */
  private static boolean belongs(String path) {
    return !path.startsWith("xtrabackup_")
        && !path.startsWith("mariadb_backup_")
        && !path.equals("backup-my.cnf");
  }
}
