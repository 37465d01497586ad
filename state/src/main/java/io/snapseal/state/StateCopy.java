package io.snapseal.state;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConnection;

/**
 * A copy in memory of some kinds of a state's resources, as of one moment: it may be taken while a
 * region works on the file. Tables are all there, so that migrations find what they expect; of
 * their rows only those resources and the history of migrations.
 */
public final class StateCopy implements AutoCloseable {
  private static final String HISTORY = "flyway_schema_history";

  private final Connection memory;
  private final Handle handle;

  private StateCopy(Connection memory) {
    this.memory = memory;
    this.handle = Jdbi.open(memory);
  }

  /**
   * Copies.
   *
   * @param file the state's file; nothing in it is changed
   * @param kinds which kinds of resources, by how their words begin, for example {@code kms-}
   * @throws IOException if it cannot be read
   */
  public static StateCopy of(Path file, Collection<String> kinds) throws IOException {
    try {
      StateCopy copy = new StateCopy(DriverManager.getConnection("jdbc:sqlite::memory:"));
      try {
        copy.fill(file, kinds);
        return copy;
      } catch (RuntimeException e) {
        copy.close();
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      throw new IOException(file + " cannot be read as a region's state", e);
    }
  }

  /** Runs a query on the copy. */
  public <T> T read(Function<Handle, T> query) {
    return query.apply(handle);
  }

  /** The bytes of a database file that holds the copy. */
  public byte[] bytes() throws IOException {
    try {
      return memory.unwrap(SQLiteConnection.class).serialize("main");
    } catch (SQLException e) {
      throw new IOException("the copy of the state cannot be written", e);
    }
  }

  @Override
  public void close() {
    handle.close();
  }

  private void fill(Path file, Collection<String> kinds) {
    handle.execute("attach ? as source", file.toUri() + "?mode=ro");
    handle.useTransaction(
        inside -> {
          List<Map<String, Object>> schema =
              inside
                  .createQuery(
                      "select type, name, sql from source.sqlite_master where sql is not null"
                          + " and name not like 'sqlite_%' order by type desc")
                  .mapToMap()
                  .list();
          schema.forEach(made -> inside.execute(String.valueOf(made.get("sql"))));
          inside.execute("insert into main." + HISTORY + " select * from source." + HISTORY);
          kinds.forEach(
              kind ->
                  inside.execute(
                      "insert into main.resource select * from source.resource where"
                          + " substr(kind, 1, length(?)) = ?",
                      kind,
                      kind));
        });
    handle.execute("detach source");
  }
}
