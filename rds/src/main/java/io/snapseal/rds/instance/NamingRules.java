package io.snapseal.rds.instance;

import io.snapseal.rds.resource.RdsFaults;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's master user, its password and the first database may be called (RDS API
 * reference, {@code CreateDBInstance}: MasterUsername, MasterUserPassword, DBName).
 *
 * @param longestUser in characters
 * @param longestDatabase in characters
 * @param longestPassword in characters
 * @param reservedUsers in lower case
 * @param reservedDatabases in lower case
 */
record NamingRules(
    int longestUser,
    int longestDatabase,
    int longestPassword,
    Set<String> reservedUsers,
    Set<String> reservedDatabases) {
  private static final int SHORTEST_PASSWORD = 8;
  private static final Pattern USER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
  private static final Pattern DATABASE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern PASSWORD = Pattern.compile("[\\x20-\\x7e&&[^/@\" ]]+");

  private static final NamingRules POSTGRES =
      new NamingRules(
          63,
          63,
          128,
          Set.of("rdsadmin", "snapseal", "public", "none"),
          Set.of("template0", "template1", "rdsadmin"));

  private static final NamingRules MYSQL =
      new NamingRules(
          16,
          64,
          41,
          Set.of(
              "rdsadmin", "rdsrepladmin", "snapseal", "root", "mysql", "mariadb", "public", "none"),
          Set.of("mysql", "sys", "information_schema", "performance_schema", "innodb", "test"));

  static NamingRules of(String engine) {
    return switch (engine) {
      case "mysql", "mariadb", "aurora-mysql" -> MYSQL;
      default -> POSTGRES;
    };
  }

  void requireUser(String user) {
    if (user.length() > longestUser || !USER.matcher(user).matches()) {
      throw RdsFaults.invalidValue(
          "MasterUsername must begin with a letter and have 1 to %d letters, digits or underscores."
              .formatted(longestUser));
    }
    String folded = user.toLowerCase(Locale.ROOT);
    if (reservedUsers.contains(folded) || folded.startsWith("pg_")) {
      throw RdsFaults.invalidValue(
          "MasterUsername " + user + " cannot be used as it is a reserved word used by the engine");
    }
  }

  void requirePassword(String password) {
    boolean fits = password.length() >= SHORTEST_PASSWORD && password.length() <= longestPassword;
    if (!fits || !PASSWORD.matcher(password).matches()) {
      throw RdsFaults.invalidValue(
          ("The parameter MasterUserPassword is not a valid password. It has 8 to %d printable"
                  + " ASCII characters besides '/', '@', '\"', ' '.")
              .formatted(longestPassword));
    }
  }

  void requireDatabase(@Nullable String name) {
    if (name == null || name.isEmpty()) { // Terraform sends an empty name for none
      return;
    }
    if (name.length() > longestDatabase || !DATABASE.matcher(name).matches()) {
      throw RdsFaults.invalidValue(
          "DBName must begin with a letter and contain only alphanumeric characters.");
    }
    if (reservedDatabases.contains(name.toLowerCase(Locale.ROOT))) {
      throw RdsFaults.invalidValue(
          "DBName " + name + " cannot be used as it is a reserved word used by the engine");
    }
  }
}
