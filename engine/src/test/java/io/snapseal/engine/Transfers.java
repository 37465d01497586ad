package io.snapseal.engine;

import static io.snapseal.engine.EngineHome.run;

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
 * Writers that move money between accounts, note every transfer, and create, empty and drop tables,
 * in SQL that every engine takes: the sum never changes in any consistent state.
 */
public final class Transfers implements AutoCloseable {
  public static final int ACCOUNTS = 500;
  public static final long SUM = ACCOUNTS * 1000L;

  private final EngineHome home;
  private final int port;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong committed = new AtomicLong();
  private final AtomicLong ids = new AtomicLong();
  private final ExecutorService threads;
  private final List<Future<?>> writers = new ArrayList<>();

  private Transfers(EngineHome home, int port, int count) {
    this.home = home;
    this.port = port;
    this.threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      long seed = i;
      writers.add(threads.submit(() -> write(seed)));
    }
  }

  /** Makes the tables and starts the writers. */
  public static Transfers on(EngineHome home, int port, int writers) throws SQLException {
    try (Connection connection = home.connectAsMaster(port)) {
      run(
          connection,
          "CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL, note varchar(250))");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO accounts VALUES (?, 1000, ?)")) {
        for (int id = 1; id <= ACCOUNTS; id++) {
          insert.setInt(1, id);
          insert.setString(2, ("account " + id + " ").repeat(12));
          insert.executeUpdate();
        }
      }
      run(
          connection,
          "CREATE TABLE transfers (id bigint PRIMARY KEY, source int, target int, amount int,"
              + " memo varchar(64))");
      run(connection, "CREATE INDEX transfers_memo ON transfers (memo)");
      connection.commit();
    }
    return new Transfers(home, port, writers);
  }

  /** Transfers whose commit was acknowledged. */
  public long committed() {
    return committed.get();
  }

  /** Waits until so many more are. */
  public void awaitMore(long transfers) {
    long goal = committed.get() + transfers;
    boolean reached =
        Patience.of(Clock.systemUTC())
            .until(
                Duration.ofMinutes(1),
                () -> committed.get() >= goal || writers.stream().anyMatch(Future::isDone));
    if (!reached || committed.get() < goal) {
      throw new AssertionError("the writers stand still at " + committed.get(), failure());
    }
  }

  private Throwable failure() {
    for (Future<?> writer : writers) {
      try {
        if (writer.isDone()) {
          writer.get();
        }
      } catch (Exception e) {
        return e;
      }
    }
    return new IllegalStateException("all writers are at work");
  }

  private Void write(long seed) throws SQLException {
    Random random = new Random(seed);
    try (Connection connection = home.connectAsMaster(port)) {
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
        connection.prepareStatement("INSERT INTO transfers VALUES (?, ?, ?, ?, ?)")) {
      note.setLong(1, ids.incrementAndGet());
      note.setInt(2, one);
      note.setInt(3, other);
      note.setInt(4, amount);
      note.setString(5, Long.toHexString(random.nextLong()));
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
    run(connection, "CREATE TABLE " + table + " AS SELECT id, note FROM accounts");
    connection.commit();
    run(connection, "TRUNCATE TABLE " + table);
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
  public void abandon() {
    stop.set(true);
    threads.shutdownNow();
  }
}
