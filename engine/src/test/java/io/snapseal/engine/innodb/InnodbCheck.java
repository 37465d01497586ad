package io.snapseal.engine.innodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The engine's own check: every page of every index of every table. */
public final class InnodbCheck {
  private InnodbCheck() {}

  public static void assertSound(Connection administrator) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = administrator.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT concat('`', table_schema, '`.`', table_name, '`') FROM information_schema.tables"
                    + " WHERE table_type = 'BASE TABLE' AND table_schema IN ('shop', 'mysql')")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).hasSizeGreaterThan(20);
    try (Statement statement = administrator.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "CHECK TABLE "
                    + String.join(", ", tables.stream().filter(InnodbCheck::held).toList())
                    + " EXTENDED")) {
      while (rows.next()) {
        assertThat(rows.getString("Msg_text")).as(rows.getString("Table")).isEqualTo("OK");
      }
    }
  }

  /** The logs cannot be locked for a check. */
  private static boolean held(String table) {
    return !table.endsWith("_log`");
  }
}
