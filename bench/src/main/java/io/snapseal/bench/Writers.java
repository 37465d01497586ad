package io.snapseal.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Clients that change rows of a table, a commit each, as fast as they get an answer: the load under
 * which snapshots are taken, and the measure of how long one holds up writes.
 */
final class Writers implements AutoCloseable {
  private static final int CLIENTS = 4;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();
  private volatile boolean ended;
  private volatile @Nullable String failure;

  /** Begins to write into {@code load_rows}, with ids from 0 to below {@code rows}. */
  static Writers on(String url, String user, String password, int rows) {
    Writers writers = new Writers();
    for (int i = 0; i < CLIENTS; i++) {
      int first = i;
      Thread thread =
          new Thread(() -> writers.write(url, user, password, rows, first), "writer-" + i);
      writers.threads.add(thread);
      thread.start();
    }
    return writers;
  }

  private void write(String url, String user, String password, int rows, int first) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement update =
            connection.prepareStatement(
                "update load_rows set changed = changed + 1 where id = ?")) {
      for (long id = first; !ended; id += 7919) {
        update.setInt(1, (int) (id % rows));
        long start = System.nanoTime();
        update.executeUpdate();
        long took = System.nanoTime() - start;
        longestNanos.accumulateAndGet(took, Math::max);
        commits.incrementAndGet();
      }
    } catch (SQLException e) {
      failure = e.toString();
    }
  }

  /** The longest commit since this was last asked, in milliseconds. */
  double longestMillis() {
    if (failure != null) {
      throw new BenchFailedException("a writer failed: " + failure);
    }
    return longestNanos.getAndSet(0) / 1e6;
  }

  /** How many commits there were since this was last asked. */
  long commits() {
    return commits.getAndSet(0);
  }

  @Override
  public void close() {
    ended = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
