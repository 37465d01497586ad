package io.snapseal.rds;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a database, each of which gives its database away. */
final class CanaryRows {
  private static final int ROWS = 300;

  private CanaryRows() {}

  /** What they are. */
  static List<String> of(Surface.Row row) {
    return IntStream.range(0, ROWS)
        .mapToObj(i -> "%d %s %x".formatted(i, DiskSearch.canary(row.word()), i * 2654435761L))
        .toList();
  }

  static void write(Surface.Row row, int port) throws SQLException {
    try (Connection connection = login(row, port);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE canaries (id int PRIMARY KEY, item varchar(120))");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO canaries VALUES (?, ?)")) {
        List<String> items = of(row);
        for (int i = 0; i < items.size(); i++) {
          insert.setInt(1, i);
          insert.setString(2, items.get(i));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  static List<String> read(Surface.Row row, int port) throws SQLException {
    try (Connection connection = login(row, port);
        Statement statement = connection.createStatement();
        ResultSet items = statement.executeQuery("SELECT item FROM canaries ORDER BY id")) {
      List<String> read = new ArrayList<>();
      while (items.next()) {
        read.add(items.getString(1));
      }
      return read;
    }
  }

  private static Connection login(Surface.Row row, int port) throws SQLException {
    return DriverManager.getConnection(row.engine().url(port), Databases.USER, Databases.PASSWORD);
  }
}
