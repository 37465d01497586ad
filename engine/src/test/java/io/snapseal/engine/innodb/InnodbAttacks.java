package io.snapseal.engine.innodb;

import static io.snapseal.engine.EngineHome.ask;
import static io.snapseal.engine.EngineHome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.engine.DatabaseServer;
import io.snapseal.engine.EngineHome;
import io.snapseal.engine.TestEngine;
import io.snapseal.engine.files.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a master user may do, and what it may not make of that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class InnodbAttacks {
  private final TestEngine kind;
  private final String administrator;
  private final List<String> others;
  private final String everything;
  protected EngineHome home;
  protected Path data;

  /**
   * @param administrator the administrator's account in the server
   * @param others accounts of the server's own that could be worth having
   * @param everything gives user eve every privilege, if the system tables can be written to
   */
  protected InnodbAttacks(
      TestEngine kind, String administrator, List<String> others, String everything) {
    this.kind = kind;
    this.administrator = administrator;
    this.others = others;
    this.everything = everything;
  }

  @BeforeAll
  void prepare(@TempDir Path temporary) throws IOException {
    home = EngineHome.in(temporary, kind);
    data = home.initialised("data");
  }

  private DatabaseServer start() throws IOException {
    return home.engine.start(data, home.settings("data"));
  }

  @Test
  void theMasterUserIsWhatRdsMakesIt() throws Exception {
    try (DatabaseServer server = start();
        Connection master = home.connectAsMaster(server.port())) {
      run(master, "CREATE DATABASE another");
      run(master, "CREATE TABLE another.t (n int PRIMARY KEY)");
      run(master, "CREATE VIEW another.v AS SELECT n FROM another.t");
      run(master, "CREATE TRIGGER another.r BEFORE INSERT ON another.t FOR EACH ROW SET NEW.n = 7");
      run(master, "CREATE PROCEDURE another.p() SELECT 1");
      run(master, "CREATE USER 'app'@'%' IDENTIFIED BY 'x-and-y'");
      run(master, "GRANT SELECT, INSERT, UPDATE ON another.* TO 'app'@'%'");
      run(master, "GRANT PROCESS ON *.* TO 'app'@'%'");
      run(master, "FLUSH TABLES");
      run(master, "SHOW PROCESSLIST");
      try (Connection app = home.connect(server.port(), "app", "x-and-y", "another")) {
        run(app, "INSERT INTO t VALUES (1)");
        assertThat(ask(app, "SELECT n FROM v")).isEqualTo("7");
        assertThatThrownBy(() -> run(app, "SELECT * FROM mysql.user"))
            .isInstanceOf(SQLException.class);
      }
      run(master, "DROP USER 'app'@'%'");
      run(master, "DROP DATABASE another");
      assertThat(ask(master, "SELECT count(*) FROM mysql.user WHERE user = ''")).isEqualTo("0");
      assertThat(ask(master, "SELECT count(*) FROM mysql.user WHERE super_priv = 'Y'"))
          .isEqualTo("0");
      assertThat(ask(master, "SELECT count(*) FROM mysql.user WHERE file_priv = 'Y'"))
          .isEqualTo("0");
      assertThat(ask(master, "SELECT @@local_infile")).isEqualTo("0");
      assertThat(ask(master, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
      assertThat(ask(master, "SELECT @@tmpdir")).isEqualTo(data + ".tmp");
      assertThat(
              ask(
                  master,
                  "SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'test'"))
          .isEqualTo("0");
    }
  }

  @Test
  void noWayLeadsToFilesProgramsOrOtherPrivileges() throws Exception {
    try (DatabaseServer server = start();
        Connection master = home.connectAsMaster(server.port())) {
      for (String crime :
          List.of(
              "SELECT 1 INTO OUTFILE '/tmp/stolen'",
              "LOAD DATA INFILE '/etc/passwd' INTO TABLE shop.t",
              "INSTALL PLUGIN a SONAME 'auth_pam.so'",
              "INSTALL PLUGIN a SONAME 'ha_connect.so'",
              "CREATE FUNCTION sys_exec RETURNS int SONAME 'lib_mysqludf_sys.so'",
              "SET GLOBAL general_log_file = '/tmp/x.log'",
              "SET GLOBAL local_infile = 1",
              "GRANT FILE ON *.* TO 'alice'@'%'",
              "GRANT SUPER ON *.* TO 'alice'@'%'",
              "GRANT INSERT ON mysql.* TO 'alice'@'%'",
              "UPDATE mysql.db SET insert_priv = 'Y' WHERE db = 'mysql'",
              "DELETE FROM mysql.db",
              "INSERT INTO mysql.func VALUES ('a', 0, 'a.so', 'function')",
              "DROP TABLE mysql.db",
              "ALTER TABLE mysql.db ADD COLUMN x int",
              "SHUTDOWN")) {
        assertThatExceptionOfType(SQLException.class)
            .as(crime)
            .isThrownBy(() -> run(master, crime));
      }
      assertThat(ask(master, "SELECT load_file('/etc/passwd')")).isEqualTo("null");
      Path away = home.root.resolve("away");
      Trees.make(away, "rwxrwxrwx");
      try {
        run(master, "CREATE TABLE shop.x (n int) DATA DIRECTORY = '" + away + "'");
      } catch (SQLException refused) {
        assertThat(refused.getMessage()).containsAnyOf("DIRECTORY", "denied");
      }
      assertThat(away).as("refused, or passed over").isEmptyDirectory();
      assertThat(server.isRunning()).isTrue();
    }
  }

  /** MariaDB has no way to keep a master user from giving another user its pattern of schemas. */
  @Test
  void evenWhoGivesItselfEveryPrivilegeReachesNoFileAndLoadsNoCode() throws Exception {
    Path lost = home.initialised("lost");
    try (DatabaseServer server = home.engine.start(lost, home.settings("lost"))) {
      try (Connection master = home.connectAsMaster(server.port())) {
        run(master, "CREATE USER 'eve'@'%' IDENTIFIED BY 'all-of-it'");
        run(master, "GRANT INSERT, UPDATE, DELETE, CREATE, ALTER ON `%`.* TO 'eve'@'%'");
        run(master, "GRANT SELECT, RELOAD ON *.* TO 'eve'@'%'");
        try (Connection eve = home.connect(server.port(), "eve", "all-of-it", "shop")) {
          run(eve, everything);
          run(eve, "FLUSH PRIVILEGES");
        }
      }
      try (Connection eve = home.connect(server.port(), "eve", "all-of-it", "shop")) {
        assertThat(
                ask(eve, "SELECT count(*) FROM mysql.user WHERE user = 'eve' AND file_priv = 'Y'"))
            .isEqualTo("1");
        run(eve, "CREATE TABLE shop.t (c text)");
        for (String crime :
            List.of(
                "SELECT 1 INTO OUTFILE '" + home.root.resolve("stolen") + "'",
                "LOAD DATA INFILE '/etc/passwd' INTO TABLE shop.t",
                "SET GLOBAL secure_file_priv = '/'",
                "SET GLOBAL plugin_dir = '/usr/lib/mysql/plugin'",
                "INSTALL PLUGIN a SONAME 'auth_pam.so'",
                "INSTALL PLUGIN a SONAME '../../../../usr/lib/mysql/plugin/auth_pam.so'",
                "CREATE FUNCTION sys_exec RETURNS int SONAME 'libc.so.6'")) {
          assertThatExceptionOfType(SQLException.class).as(crime).isThrownBy(() -> run(eve, crime));
        }
        assertThat(ask(eve, "SELECT load_file('/etc/passwd')")).isEqualTo("null");
        assertThat(ask(eve, "SELECT load_file('" + lost + "/ibdata1')")).isEqualTo("null");
      }
    }
  }

  /**
   * CREATE USER lets it rename any account and give it a password: then it is no more than it was.
   */
  @Test
  void takingOverTheAdministratorsAccountGainsNothingAndEndsWithTheNextStart() throws Exception {
    Path robbed = home.initialised("robbed");
    try (DatabaseServer server = home.engine.start(robbed, home.settings("robbed"));
        Connection master = home.connectAsMaster(server.port())) {
      for (String victim : others) {
        takeOver(server, master, victim);
      }
      takeOver(server, master, administrator);
    }
    try (DatabaseServer server = home.engine.start(robbed, home.settings("robbed"));
        Connection again = server.connectAsAdministrator("mysql")) {
      assertThat(again.isValid(0)).isTrue();
      server.setMaster(home.master());
      home.connectAsMaster(server.port()).close();
    }
  }

  private void takeOver(DatabaseServer server, Connection master, String victim)
      throws SQLException {
    try {
      run(master, "RENAME USER " + victim + " TO 'mine'@'%'");
      run(
          master,
          "ALTER USER 'mine'@'%' IDENTIFIED WITH mysql_native_password AS '"
              + home.user("mine", "taken-over").verifier()
              + "' ACCOUNT UNLOCK");
    } catch (SQLException refused) {
      assertThat(refused.getMessage()).containsAnyOf("denied", "failed");
      return;
    }
    try (Connection mine = home.connect(server.port(), "mine", "taken-over", "shop")) {
      for (String crime :
          List.of(
              "SELECT 1 INTO OUTFILE '/tmp/stolen'",
              "SET GLOBAL general_log_file = '/tmp/x.log'",
              "UPDATE mysql.db SET insert_priv = 'Y'",
              "GRANT FILE ON *.* TO 'mine'@'%'",
              "GRANT SUPER ON *.* TO 'mine'@'%'",
              "SHUTDOWN")) {
        assertThatExceptionOfType(SQLException.class)
            .as(victim + ": " + crime)
            .isThrownBy(() -> run(mine, crime));
      }
    } catch (SQLException notEvenThat) {
      assertThat(notEvenThat.getMessage()).contains("denied");
    }
    run(master, "DROP USER 'mine'@'%'");
  }
}
