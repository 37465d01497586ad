package io.snapseal.engine.postgres;

import io.snapseal.engine.EngineException;
import io.snapseal.engine.Replication;
import io.snapseal.engine.Upstream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL's streaming replication (documentation, 26.2.5 and 26.2.6), with one physical
 * replication slot for each replica. What all slots together keep is bounded by {@code
 * max_slot_wal_keep_size}.
 */
final class PostgresReplication implements Replication {
  /** Temporary slots of backups have another. */
  static final String PREFIX = "replica_";

  private static final int TERMINATE_MS = 10_000;

  private static final String FEEDS =
      """
      SELECT s.slot_name, s.active, s.wal_status = 'lost' AS lost,
             coalesce(greatest(0, pg_wal_lsn_diff(
               CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                    ELSE pg_current_wal_lsn() END,
               coalesce(r.replay_lsn, s.restart_lsn))), 0)::bigint AS behind
      FROM pg_replication_slots s LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid
      WHERE s.slot_type = 'physical' AND starts_with(s.slot_name, 'replica_')
      """;

  private static final String FOLLOWING =
      """
      SELECT pg_is_in_recovery() AS replica,
             coalesce((SELECT status = 'streaming' FROM pg_stat_wal_receiver), false) AS streaming,
             CASE WHEN pg_last_wal_receive_lsn() IS NOT DISTINCT FROM pg_last_wal_replay_lsn()
                  THEN 0
                  ELSE coalesce(greatest(0, extract(epoch FROM
                    clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000), 0)
                  END::bigint AS behind_ms
      """;

  private final Administrator administrator;
  private final LogLimit limit;
  private final Duration promotionLimit;

  /**
   * @param promotionLimit for how long a promotion may take
   */
  PostgresReplication(Administrator administrator, LogLimit limit, Duration promotionLimit) {
    this.administrator = administrator;
    this.limit = limit;
    this.promotionLimit = promotionLimit;
  }

  /** The slot of a replica. */
  static String slot(String replica) {
    Upstream.requireName(replica);
    return PREFIX + replica;
  }

  /** The bound is set before there is anything to keep. */
  @Override
  public void keepFor(String replica) {
    try (Connection connection = administrator.connect("postgres")) {
      limit.set();
      execute(connection, "SELECT pg_reload_conf()");
      drop(connection, slot(replica));
      call(connection, "SELECT pg_create_physical_replication_slot(?, true)", slot(replica));
    } catch (SQLException e) {
      throw failed("cannot keep the log for replica " + replica, e);
    }
  }

  @Override
  public void release(String replica) {
    try (Connection connection = administrator.connect("postgres")) {
      drop(connection, slot(replica));
    } catch (SQLException e) {
      throw failed("cannot give up the log of replica " + replica, e);
    }
  }

  private static void drop(Connection connection, String slot) throws SQLException {
    call(
        connection,
        "SELECT pg_terminate_backend(active_pid, "
            + TERMINATE_MS
            + ") FROM pg_replication_slots WHERE slot_name = ? AND active_pid IS NOT NULL",
        slot);
    call(
        connection,
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?",
        slot);
  }

  @Override
  public Map<String, Feed> feeds() {
    try (Connection connection = administrator.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FEEDS)) {
      Map<String, Feed> feeds = new HashMap<>();
      while (rows.next()) {
        feeds.put(
            rows.getString("slot_name").substring(PREFIX.length()),
            new Feed(rows.getBoolean("active"), rows.getBoolean("lost"), rows.getLong("behind")));
      }
      return feeds;
    } catch (SQLException e) {
      throw failed("cannot ask for the replicas", e);
    }
  }

  @Override
  public Optional<Following> following() {
    try (Connection connection = administrator.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FOLLOWING)) {
      rows.next();
      return rows.getBoolean("replica")
          ? Optional.of(
              new Following(
                  rows.getBoolean("streaming"), Duration.ofMillis(rows.getLong("behind_ms"))))
          : Optional.empty();
    } catch (SQLException e) {
      throw failed("cannot ask how the replica follows", e);
    }
  }

  /**
   * The server removes {@code standby.signal} durably before it takes the first write: killed
   * before, it is a replica at its next start, killed after, a primary.
   */
  @Override
  public void promote() {
    try (Connection connection = administrator.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CASE WHEN pg_is_in_recovery() THEN pg_promote(true, "
                    + promotionLimit.toSeconds()
                    + ") ELSE true END")) {
      rows.next();
      if (!rows.getBoolean(1)) {
        throw new EngineException(
            "the replica did not become a primary within " + promotionLimit, null, null);
      }
    } catch (SQLException e) {
      throw failed("cannot promote the replica", e);
    }
  }

  private static void call(Connection connection, String query, String argument)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, argument);
      statement.execute();
    }
  }

  private static void execute(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(query);
    }
  }

  private static EngineException failed(String message, SQLException cause) {
    return new EngineException(message + ": " + cause.getMessage(), null, cause);
  }
}
