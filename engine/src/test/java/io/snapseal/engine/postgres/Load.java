package io.snapseal.engine.postgres;

import static io.snapseal.engine.postgres.PostgresHome.connectAsMaster;
import static io.snapseal.engine.postgres.PostgresHome.run;

import io.snapseal.engine.process.Patience;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers that move money between accounts, note every transfer, and create, empty and drop tables:
 * the sum never changes in any consistent state.
 */
final class Load implements AutoCloseable {
  static final int ACCOUNTS = 2000;
  static final long SUM = ACCOUNTS * 1000L;

  private final int port;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong committed = new AtomicLong();
  private final ExecutorService threads;
  private final List<Future<?>> writers = new ArrayList<>();

  private Load(int port, int count) {
    this.port = port;
    this.threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      long seed = i;
      writers.add(threads.submit(() -> write(seed)));
    }
  }

  static void createTables(int port) throws SQLException {
    try (Connection connection = connectAsMaster(port)) {
      run(
          connection,
          "CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL, note text)");
      run(
          connection,
          "INSERT INTO accounts SELECT n, 1000, repeat(md5(n::text), 8) FROM generate_series(1, "
              + ACCOUNTS
              + ") n");
      run(
          connection,
          "CREATE TABLE transfers (id bigserial PRIMARY KEY, source int, target int, amount int, memo text)");
      run(connection, "CREATE INDEX transfers_memo ON transfers (memo)");
      run(connection, "CREATE UNLOGGED TABLE scratch AS SELECT generate_series(1, 1000) n");
    }
  }

  static Load on(int port, int writers) {
    return new Load(port, writers);
  }

  /** Transfers whose commit was acknowledged. */
  long committed() {
    return committed.get();
  }

  void awaitMore(long transfers) {
    long goal = committed.get() + transfers;
    boolean reached =
        Patience.of(Clock.systemUTC())
            .until(
                Duration.ofMinutes(1),
                () -> committed.get() >= goal || writers.stream().anyMatch(Future::isDone));
    if (!reached || committed.get() < goal) {
      throw new AssertionError("the writers stand still at " + committed.get());
    }
  }

  private Void write(long seed) throws SQLException {
    Random random = new Random(seed);
    try (Connection connection = connectAsMaster(port)) {
      connection.setAutoCommit(false);
      for (int n = 0; !stop.get(); n++) {
        transfer(connection, random);
        if (n % 50 == 49) {
          churn(connection, seed);
        }
      }
    }
    return null;
  }

  private void transfer(Connection connection, Random random) throws SQLException {
    int one = 1 + random.nextInt(ACCOUNTS);
    int other = 1 + random.nextInt(ACCOUNTS);
    int amount = random.nextInt(100);
    // In order of their ids, so that two transfers never wait for each other.
    add(connection, Math.min(one, other), amount);
    add(connection, Math.max(one, other), -amount);
    try (PreparedStatement note =
        connection.prepareStatement(
            "INSERT INTO transfers (source, target, amount, memo) VALUES (?, ?, ?, md5(random()::text))")) {
      note.setInt(1, one);
      note.setInt(2, other);
      note.setInt(3, amount);
      note.executeUpdate();
    }
    connection.commit();
    committed.incrementAndGet();
  }

  private static void add(Connection connection, int id, int amount) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE accounts SET balance = balance + ? WHERE id = ?")) {
      update.setInt(1, amount);
      update.setInt(2, id);
      update.executeUpdate();
    }
  }

  /** Files appear, grow, shrink and vanish. */
  private static void churn(Connection connection, long seed) throws SQLException {
    String table = "churn_" + seed;
    run(connection, "DROP TABLE IF EXISTS " + table);
    run(
        connection,
        "CREATE TABLE "
            + table
            + " AS SELECT n, repeat('x', 200) t FROM generate_series(1, 500) n");
    run(connection, "CREATE INDEX ON " + table + " (n)");
    connection.commit();
    run(connection, "TRUNCATE " + table);
    run(connection, "INSERT INTO " + table + " VALUES (1, 'one')");
    connection.commit();
  }

  /** Stops the writers; a failure of one is a failure of the test. */
  @Override
  public void close() throws Exception {
    stop.set(true);
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new AssertionError("a writer hangs");
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
  }

  /** Stops the writers of a server that was killed under them. */
  void abandon() {
    stop.set(true);
    threads.shutdownNow();
  }
}
