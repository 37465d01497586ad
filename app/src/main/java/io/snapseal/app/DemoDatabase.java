package io.snapseal.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The demo's database, seen as its application sees it: over TCP with the master password. */
final class DemoDatabase {
  private final DBInstance instance;
  private final String user;
  private final String password;
  private final String name;

  DemoDatabase(DBInstance instance, String user, String password, String name) {
    this.instance = instance;
    this.user = user;
    this.password = password;
    this.name = name;
  }

  /**
   * What a table holds.
   *
   * @param rows how many rows
   * @param checksum over all columns of all rows, in the order of their keys
   */
  record Content(long rows, String checksum) {}

  /** Fills a table with rows of every common kind, and one that holds the canary. */
  void fill(int rows, String canary) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        PreparedStatement secret =
            connection.prepareStatement("insert into customer (id, name, note) values (0, ?, ?)")) {
      statement.execute(
          "create table customer (id bigint primary key, name text not null, note text,"
              + " token uuid default gen_random_uuid(), details jsonb,"
              + " created timestamptz default now())");
      secret.setString(1, "canary");
      secret.setString(2, canary);
      secret.execute();
      statement.execute(
          "insert into customer (id, name, note, details)"
              + " select n, 'customer ' || n, md5(n::text),"
              + " jsonb_build_object('visits', n % 97, 'city', 'city ' || n % 1000)"
              + " from generate_series(1, "
              + (rows - 1)
              + ") n");
      statement.execute("create index on customer (name)");
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw failed("the demo's database could not be filled", e);
    }
  }

  /** Reads every row. */
  Content content() {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select count(*), md5(string_agg(md5(c::text), '' order by id)) from customer c")) {
      result.next();
      return new Content(result.getLong(1), result.getString(2));
    } catch (SQLException e) {
      throw failed("the database could not be read", e);
    }
  }

  private static UserError failed(String what, SQLException e) {
    return new UserError(
        ExitCode.FAILED,
        what + ": " + e.getMessage(),
        "Look at the free space of the disk, and at what the region has said.");
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("sslmode", "disable");
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s"
            .formatted(instance.endpoint().address(), instance.endpoint().port(), name),
        properties);
  }
}
