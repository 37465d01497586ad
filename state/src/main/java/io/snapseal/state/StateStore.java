package io.snapseal.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConnection;

/**
 * The region's rows: SQLite in one file, write-ahead logged, synced at every commit.
 *
 * <p>What {@link #write} has returned from survives SIGKILL and power loss. Writers are serialised
 * by the database, so that a transaction may decide on what it has read.
 */
public final class StateStore implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int BUSY_TIMEOUT_MS = 30_000;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final AtomicLong writes = new AtomicLong();

  private StateStore(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create((DataSource) pool);
  }

  /** Opens the file, creating or migrating it as needed. */
  public static StateStore open(Path file) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setPoolName("state");
    config.setDataSourceProperties(durable());
    HikariDataSource pool = new HikariDataSource(config);
    migrate(pool);
    return new StateStore(pool);
  }

  /** Runs a query that changes nothing. */
  public <T> T read(Function<Handle, T> query) {
    return jdbi.withHandle(query::apply);
  }

  /**
   * {@link #read} for several queries that must all see the same state, whatever is written
   * meanwhile. In a transaction it is part of that. Nothing may be written in it.
   */
  public <T> T view(Function<Handle, T> queries) {
    return jdbi.withHandle(
        handle -> {
          if (handle.isInTransaction()) {
            return queries.apply(handle);
          }
          handle.execute("begin deferred");
          try {
            return queries.apply(handle);
          } finally {
            handle.execute("rollback");
          }
        });
  }

  /** Runs a transaction; durable when this returns, undone if it throws. */
  public <T> T write(Function<Handle, T> transaction) {
    AtomicBoolean changed = new AtomicBoolean(true);
    try {
      return jdbi.inTransaction(
          handle -> {
            long before = changes(handle);
            T result = transaction.apply(handle);
            changed.set(changes(handle) != before);
            return result;
          });
    } finally {
      if (changed.get()) {
        writes.incrementAndGet();
      }
    }
  }

  /** {@link #write} for a transaction without a result. */
  public void change(Consumer<Handle> transaction) {
    write(
        handle -> {
          transaction.accept(handle);
          return true;
        });
  }

  /** How many rows this connection has changed so far (SQLite, {@code sqlite3_total_changes}). */
  private static long changes(Handle handle) {
    try {
      return handle.getConnection().unwrap(SQLiteConnection.class).getDatabase().total_changes();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many transactions that may have changed something have ended, whichever way. */
  long writes() {
    return writes.get();
  }

  /**
   * How many resources of each kind there are, and under {@code task} how many tasks wait or run.
   */
  public Map<String, Long> counts() {
    return read(
        handle -> {
          Map<String, Long> counts = new TreeMap<>();
          handle
              .createQuery(
                  "select kind, count(*) as n from resource group by kind"
                      + " union all select 'task', count(*) from work")
              .map((row, context) -> Map.entry(row.getString("kind"), row.getLong("n")))
              .forEach(count -> counts.put(count.getKey(), count.getValue()));
          return counts;
        });
  }

  /**
   * Takes the bytes of what was overwritten out of the write-ahead log, too: they would stay in it
   * until it is written over.
   *
   * @return false if others were reading an older state: to be tried again
   */
  public boolean emptyLog() {
    return read(
        handle ->
            handle
                .createQuery("pragma wal_checkpoint(truncate)")
                .map((row, context) -> row.getInt("busy") == 0)
                .one());
  }

  @Override
  public void close() {
    pool.close();
  }

  /** {@code secure_delete} overwrites what is deleted: a destroyed key leaves no wrapped bytes. */
  private static Properties durable() {
    Properties properties = new Properties();
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("transaction_mode", "IMMEDIATE");
    properties.setProperty("busy_timeout", Integer.toString(BUSY_TIMEOUT_MS));
    properties.setProperty("secure_delete", "true");
    properties.setProperty("foreign_keys", "true");
    return properties;
  }

  private static void migrate(DataSource source) {
    Flyway.configure(StateStore.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:io/snapseal/state/migrations")
        .load()
        .migrate();
  }
}
