package io.snapseal.engine.postgres;

import io.snapseal.engine.BackupEnd;
import io.snapseal.engine.EngineException;
import io.snapseal.engine.HotBackup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's low-level backup API (documentation, 25.3.4). Everything hangs on one session: if it
 * ends, the server ends the backup.
 *
 * <p>The log needed for the restore is kept by a temporary replication slot, made before the backup
 * begins: it is a guarantee, where {@code wal_keep_size} is a guess, and it goes with the session,
 * so nothing is left behind by a crash on either side.
 */
final class PostgresBackup implements HotBackup {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBackup.class);
  private static final String CONTROL_FILE = "global/pg_control";
  private static final int CONTROL_READS = 100;

  private final Connection session;
  private final Path data;
  private final BackupContents contents;

  private PostgresBackup(Connection session, Path data) {
    this.session = session;
    this.data = data;
    this.contents = new BackupContents(relative -> Files.exists(data.resolve(relative)));
  }

  static PostgresBackup begin(Administrator administrator, Path data, String label) {
    PostgresBackup backup;
    try {
      backup = new PostgresBackup(administrator.connect("postgres"), data);
    } catch (SQLException e) {
      throw failed("cannot begin a backup", e);
    }
    try {
      backup.begin(label);
      return backup;
    } catch (SQLException e) {
      backup.close();
      throw failed("cannot begin a backup", e);
    } catch (RuntimeException e) {
      backup.close();
      throw e;
    }
  }

  private void begin(String label) throws SQLException {
    try (Statement statement = session.createStatement()) {
      for (String limit : List.of("statement_timeout", "lock_timeout", "idle_session_timeout")) {
        statement.execute("SET " + limit + " = 0");
      }
      requireNoTablespaces(statement);
      statement.execute(
          "SELECT pg_create_physical_replication_slot('snapseal_' || pg_backend_pid(), true, true)");
    }
    try (PreparedStatement start = session.prepareStatement("SELECT pg_backup_start(?, true)")) {
      start.setString(1, label);
      start.execute();
    }
  }

  /**
   * They are outside of the data directory. RDS keeps them for compatibility only; the master user
   * cannot make any here.
   */
  private static void requireNoTablespaces(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT spcname FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')")) {
      if (rows.next()) {
        throw new EngineException.BackupFailed(
            "tablespace " + rows.getString(1) + " is outside of the data directory",
            "move its contents to pg_default and drop it",
            null);
      }
    }
  }

  @Override
  public Path root() {
    return data;
  }

  @Override
  public boolean includes(String relativePath, boolean directory) {
    return contents.includes(relativePath);
  }

  @Override
  public BackupEnd finish() {
    try (Statement statement = session.createStatement()) {
      byte[] control = readControlFile();
      // Without archiving there is nothing to wait for; the last segment is complete on disk when
      // this returns.
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT b.lsn::text, b.labelfile, b.spcmapfile,"
                  + " pg_size_bytes(current_setting('wal_segment_size')) FROM pg_backup_stop(false) b")) {
        rows.next();
        return end(rows, control);
      }
    } catch (SQLException | IOException e) {
      throw failed("cannot end the backup", e);
    }
  }

  private BackupEnd end(ResultSet rows, byte[] control) throws SQLException {
    String stop = rows.getString(1);
    String label = rows.getString(2);
    if (!rows.getString(3).isBlank()) {
      throw new EngineException.BackupFailed("a tablespace was created meanwhile", null, null);
    }
    BackupLabel parsed = BackupLabel.parse(label);
    List<String> segments = parsed.segmentsUpTo(Lsn.parse(stop), rows.getLong(4));
    for (String segment : segments) {
      if (!Files.isRegularFile(data.resolve(segment))) {
        throw new EngineException.BackupFailed("the server no longer has " + segment, null, null);
      }
    }
    return new BackupEnd(
        Map.of("backup_label", label.getBytes(StandardCharsets.UTF_8), CONTROL_FILE, control),
        segments,
        parsed.start().toString(),
        stop,
        Duration.ZERO);
  }

  /**
   * The control file has no page checksum and is not repaired by the log, and a read may overlap a
   * write on some file systems: read until two reads agree. Before the end of the backup, as {@code
   * pg_basebackup} does.
   */
  private byte[] readControlFile() throws IOException {
    Path control = data.resolve(CONTROL_FILE);
    byte[] previous = Files.readAllBytes(control);
    for (int i = 0; i < CONTROL_READS; i++) {
      byte[] next = Files.readAllBytes(control);
      if (Arrays.equals(previous, next)) {
        return next;
      }
      previous = next;
    }
    throw new IOException(CONTROL_FILE + " never reads the same twice");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("the session of a backup did not close in order", e);
    }
  }

  private static EngineException.BackupFailed failed(String message, Exception cause) {
    return new EngineException.BackupFailed(message + ": " + cause.getMessage(), null, cause);
  }
}
