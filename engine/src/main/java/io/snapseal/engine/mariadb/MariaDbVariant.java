package io.snapseal.engine.mariadb;

import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.innodb.Accounts;
import io.snapseal.engine.innodb.Admission;
import io.snapseal.engine.innodb.BackupSource;
import io.snapseal.engine.innodb.Privileges;
import io.snapseal.engine.innodb.Variant;
import io.snapseal.engine.process.Account;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** MariaDB's own. */
record MariaDbVariant(MariaDbBinaries binaries, Clock clock) implements Variant {
  private static final EngineParameters PARAMETERS =
      EngineParameters.read(MariaDbVariant.class, "parameters.txt");

  /** MariaDB documentation, "mariadb-backup: Authentication and Privileges". */
  private static final String BACKUP = "RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR";

  private static final Privileges PRIVILEGES =
      new Privileges(
          "SELECT, RELOAD, PROCESS, SHOW DATABASES, LOCK TABLES, BINLOG MONITOR, REPLICATION SLAVE,"
              + " CREATE USER",
          "CONNECTION ADMIN, BINLOG ADMIN");

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public String version() {
    return binaries.version();
  }

  /** Any release of the same series (MariaDB documentation, "Upgrading Between Minor Versions"). */
  @Override
  public boolean opens(String version) {
    return version.startsWith(binaries.series() + ".");
  }

  @Override
  public String series() {
    return binaries.series();
  }

  @Override
  public Path server() {
    return binaries.server();
  }

  @Override
  public Set<String> tools() {
    return Set.of("mariadb-backup", "mariabackup");
  }

  @Override
  public List<String> creation(Path directory) {
    return List.of(
        binaries.installer().toString(),
        "--no-defaults",
        "--datadir=" + directory,
        "--auth-root-authentication-method=socket",
        "--skip-test-db",
        "--skip-name-resolve",
        // All of it is synced once, when it is complete.
        "--innodb-flush-method=nosync",
        "--debug-no-sync");
  }

  @Override
  public Map<String, String> options() {
    return Map.of("skip-log-bin", "1", "ssl", "0");
  }

  @Override
  public EngineParameters parameters() {
    return PARAMETERS;
  }

  @Override
  public Privileges privileges() {
    return PRIVILEGES;
  }

  /**
   * {@code unix_socket}: the kernel tells the server whom the client runs as, and the account's
   * name must be that. The server's own account gets what a backup needs, which runs as it does.
   */
  @Override
  public Admission admission(Account server) {
    String administrator = Account.current().name();
    List<String> statements = new ArrayList<>();
    if (!server.name().equals(administrator)) {
      String account = local(server.name());
      statements.addAll(Accounts.anew(account, "IDENTIFIED VIA unix_socket"));
      statements.add("GRANT " + BACKUP + " ON *.* TO " + account);
    }
    statements.addAll(Accounts.anew(local(administrator), "IDENTIFIED VIA unix_socket"));
    statements.addAll(PRIVILEGES.ofAdministrator(local(administrator)));
    Properties credentials = new Properties();
    credentials.setProperty("user", administrator);
    return new Admission(statements, credentials);
  }

  private static String local(String name) {
    return "'" + name.replace("\\", "\\\\").replace("'", "''") + "'@'localhost'";
  }

  /** Both have all privileges (MariaDB documentation, "mariadb-install-db"). */
  @Override
  public List<String> superfluousAccounts() {
    return List.of("'root'@'localhost'", "IF EXISTS 'mysql'@'localhost'");
  }

  @Override
  public HotBackup backup(BackupSource source) {
    return new MariaBackup(binaries.backup(), source, clock).make();
  }
}
