package io.snapseal.engine.mysql;

import io.snapseal.engine.EngineParameters;
import io.snapseal.engine.HotBackup;
import io.snapseal.engine.innodb.Accounts;
import io.snapseal.engine.innodb.Admission;
import io.snapseal.engine.innodb.BackupSource;
import io.snapseal.engine.innodb.Privileges;
import io.snapseal.engine.innodb.Variant;
import io.snapseal.engine.process.Account;
import io.snapseal.engine.process.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** MySQL's own. */
record MySqlVariant(MySqlBinaries binaries, Clock clock, Patience patience, SecureRandom random)
    implements Variant {
  private static final EngineParameters PARAMETERS =
      EngineParameters.read(MySqlVariant.class, "parameters.txt");
  private static final String ADMINISTRATOR = "'rdsadmin'@'localhost'";
  private static final int SECRET_BYTES = 32;

  private static final Privileges PRIVILEGES =
      new Privileges(
          "SELECT, RELOAD, PROCESS, SHOW DATABASES, LOCK TABLES, REPLICATION CLIENT,"
              + " REPLICATION SLAVE, CREATE USER",
          "CONNECTION_ADMIN");

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  public String version() {
    return binaries.version();
  }

  /** 8.0 opens what an earlier 8.0 has written, never a later one (MySQL Manual, "Downgrading"). */
  @Override
  public boolean opens(String version) {
    return version.matches("8\\.0\\.\\d{1,4}") && patch(version) <= patch(binaries.version());
  }

  private static int patch(String version) {
    return Integer.parseInt(version.substring(version.lastIndexOf('.') + 1));
  }

  @Override
  public String series() {
    return "8.0";
  }

  @Override
  public Path server() {
    return binaries.server();
  }

  @Override
  public Set<String> tools() {
    return Set.of();
  }

  @Override
  public List<String> creation(Path directory) {
    List<String> line = new ArrayList<>();
    line.add(binaries.server().toString());
    line.add("--no-defaults");
    line.add("--datadir=" + directory);
    line.add("--initialize-insecure");
    // All of it is synced once, when it is complete.
    line.add("--innodb-flush-method=nosync");
    options().forEach((name, value) -> line.add("--" + name + "=" + value));
    return line;
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    binaries
        .share()
        .ifPresent(
            share -> {
              options.put("lc-messages-dir", share.toString());
              options.put("character-sets-dir", share.resolve("charsets").toString());
            });
    options.put("mysqlx", "0");
    options.put("skip-log-bin", "1");
    options.put("ssl", "0");
    options.put("default-authentication-plugin", "mysql_native_password");
    // Nothing that a restored data directory has set: it would win over the command line.
    options.put("persisted-globals-load", "0");
    // No keys among the data.
    options.put("auto-generate-certs", "0");
    options.put("sha256-password-auto-generate-rsa-keys", "0");
    options.put("caching-sha2-password-auto-generate-rsa-keys", "0");
    // A frozen server must have no write under way: each is a system call of some thread.
    options.put("innodb-use-native-aio", "0");
    options.put("innodb-checksum-algorithm", "crc32");
    return options;
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
   * MySQL's own plugin that asks the kernel ({@code auth_socket}) is not part of every server, so
   * each start makes a secret: the server gets its verifier, and it never leaves this process. Goes
   * with it: {@code mysql.session}, an account of plugins that are off, which has SUPER.
   */
  @Override
  public Admission admission(Account server) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = HexFormat.of().formatHex(bytes);
    String verifier = Accounts.verifier(secret.getBytes(StandardCharsets.US_ASCII));
    List<String> statements = new ArrayList<>();
    statements.add("DROP USER IF EXISTS 'mysql.session'@'localhost'");
    statements.addAll(
        Accounts.anew(
            ADMINISTRATOR, "IDENTIFIED WITH mysql_native_password AS '" + verifier + "'"));
    statements.addAll(PRIVILEGES.ofAdministrator(ADMINISTRATOR));
    Properties credentials = new Properties();
    credentials.setProperty("user", "rdsadmin");
    credentials.setProperty("password", secret);
    return new Admission(statements, credentials);
  }

  /** It has all privileges, and no password ({@code --initialize-insecure}). */
  @Override
  public List<String> superfluousAccounts() {
    return List.of("'root'@'localhost'");
  }

  @Override
  public HotBackup backup(BackupSource source) {
    return new FrozenBackup(this, source).make();
  }
}
