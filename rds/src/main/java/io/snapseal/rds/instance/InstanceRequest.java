package io.snapseal.rds.instance;

import io.snapseal.rds.resource.RdsFaults;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;

/** The rules that CreateDBInstance checks before anything is made (RDS API reference). */
public final class InstanceRequest {
  private static final Pattern CLASS = Pattern.compile("db\\.[a-z0-9-]+\\.[a-z0-9-]+");
  private static final Pattern MASTER_USER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,62}");
  private static final Pattern DATABASE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}");
  private static final Pattern PASSWORD = Pattern.compile("[\\x20-\\x7e&&[^/@\" ]]{8,128}");
  private static final Set<String> RESERVED_USERS =
      Set.of("rdsadmin", "snapseal", "public", "none");
  private static final Set<String> TEMPLATES = Set.of("template0", "template1", "rdsadmin");
  private static final int MIN_PORT = 1150;
  private static final int MAX_PORT = 65535;
  private static final int MAX_RETENTION_DAYS = 35;
  private static final int MIN_STORAGE_GIB = 20;
  private static final int MAX_STORAGE_GIB = 65536;

  private InstanceRequest() {}

  static void requireValid(CreateDbInstanceRequest request) {
    requireClass(request.dbInstanceClass());
    requireStorage(request.engine(), request.allocatedStorage());
    requireMaster(request.masterUsername(), request.masterUserPassword());
    requireDatabase(request.dbName());
    requirePort(request.port());
    requireRetention(request.backupRetentionPeriod());
    requireEncryptionAsGiven(request);
  }

  public static void requireClass(@Nullable String instanceClass) {
    if (instanceClass == null || !CLASS.matcher(instanceClass).matches()) {
      throw RdsFaults.invalidValue("Invalid DB Instance class: " + instanceClass);
    }
  }

  /** The range is the RDS API reference's, {@code CreateDBInstance}, {@code Port}. */
  public static void requirePort(@Nullable Integer port) {
    if (port != null && (port < MIN_PORT || port > MAX_PORT)) {
      throw RdsFaults.invalidValue(
          "Invalid port %d: it must be from %d to %d.".formatted(port, MIN_PORT, MAX_PORT));
    }
  }

  /** The range is the RDS API reference's, {@code CreateDBInstance}. */
  public static void requireRetention(@Nullable Integer days) {
    if (days != null && (days < 0 || days > MAX_RETENTION_DAYS)) {
      throw RdsFaults.invalidValue(
          "Invalid backup retention period: %d. Must be between 0 and %d"
              .formatted(days, MAX_RETENTION_DAYS));
    }
  }

  private static void requireDatabase(@Nullable String name) {
    if (name == null) {
      return;
    }
    if (!DATABASE.matcher(name).matches()) {
      throw RdsFaults.invalidValue(
          "DBName must begin with a letter and contain only alphanumeric characters.");
    }
    if (TEMPLATES.contains(name.toLowerCase(Locale.ROOT))) {
      throw RdsFaults.invalidValue(
          "DBName " + name + " cannot be used as it is a reserved word used by the engine");
    }
  }

  static void requireStorage(String engine, @Nullable Integer gib) {
    if (gib == null) {
      throw RdsFaults.invalidValue(
          "Invalid storage size for engine name " + engine + ": AllocatedStorage must be given");
    }
    if (gib < MIN_STORAGE_GIB || gib > MAX_STORAGE_GIB) {
      throw RdsFaults.invalidValue(
          "Invalid storage size for engine name %s and storage type gp2: %d"
              .formatted(engine, gib));
    }
  }

  private static void requireMaster(@Nullable String user, @Nullable String password) {
    if (user == null || password == null) {
      throw RdsFaults.invalidValue(
          "The parameters MasterUsername and MasterUserPassword must be provided.");
    }
    if (!MASTER_USER.matcher(user).matches()) {
      throw RdsFaults.invalidValue(
          "MasterUsername must begin with a letter and have 1 to 63 letters, digits or underscores.");
    }
    String folded = user.toLowerCase(Locale.ROOT);
    if (RESERVED_USERS.contains(folded) || folded.startsWith("pg_")) {
      throw RdsFaults.invalidValue(
          "MasterUsername " + user + " cannot be used as it is a reserved word used by the engine");
    }
    requirePassword(password);
  }

  static void requirePassword(String password) {
    if (!PASSWORD.matcher(password).matches()) {
      throw RdsFaults.invalidValue(
          "The parameter MasterUserPassword is not a valid password. It has 8 to 128 printable"
              + " ASCII characters besides '/', '@', '\"', ' '.");
    }
  }

  private static void requireEncryptionAsGiven(CreateDbInstanceRequest request) {
    if (request.storageEncrypted() != null
        && !request.storageEncrypted()
        && request.kmsKeyId() != null) {
      throw RdsFaults.invalidCombination(
          "KmsKeyId cannot be given for an instance that is not encrypted: set StorageEncrypted.");
    }
  }
}
