package io.snapseal.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** The table that live snapshots are taken of: text that compresses to about a half. */
final class Rows {
  private static final int PAD = 1000;
  private static final int BATCH = 1000;
  private static final String LETTERS = "abcdefghijklmnop";

  private Rows() {}

  /** How many rows have so many megabytes. */
  static int of(int megabytes) {
    return megabytes * 1_000_000 / PAD;
  }

  /** Makes and fills the table. */
  static void fill(String url, String user, String password, int rows) {
    Random random = new Random(1);
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table load_rows (id int primary key, changed int not null, pad varchar(1100))");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into load_rows values (?, 0, ?)")) {
        for (int id = 0; id < rows; id++) {
          insert.setInt(1, id);
          insert.setString(2, pad(random));
          insert.addBatch();
          if (id % BATCH == BATCH - 1 || id == rows - 1) {
            insert.executeBatch();
            connection.commit();
          }
        }
      }
    } catch (SQLException e) {
      throw new BenchFailedException("filling " + url + ": " + e);
    }
  }

  private static String pad(Random random) {
    StringBuilder pad = new StringBuilder(PAD);
    for (int i = 0; i < PAD; i++) {
      pad.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return pad.toString();
  }

  /**
   * How many rows there are, and how long their text is: what every restored database must tell.
   */
  static String told(String url, String user, String password) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement();
        ResultSet told =
            statement.executeQuery("select count(*), sum(length(pad)) from load_rows")) {
      told.next();
      return told.getLong(1) + " rows, " + told.getLong(2) + " letters";
    } catch (SQLException e) {
      throw new BenchFailedException("asking " + url + ": " + e);
    }
  }
}
