package io.snapseal.rds.instance;

import io.snapseal.rds.resource.RdsFaults;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;

/** The rules that CreateDBInstance checks before anything is made (RDS API reference). */
public final class InstanceRequest {
  private static final Pattern CLASS = Pattern.compile("db\\.[a-z0-9-]+\\.[a-z0-9-]+");
  private static final int MIN_PORT = 1150;
  private static final int MAX_PORT = 65535;
  private static final int MAX_RETENTION_DAYS = 35;
  private static final int MIN_STORAGE_GIB = 20;
  private static final int MAX_STORAGE_GIB = 65536;

  private InstanceRequest() {}

  static void requireValid(CreateDbInstanceRequest request) {
    requireClass(request.dbInstanceClass());
    requireStorage(request.engine(), request.allocatedStorage());
    requireNames(
        request.engine(), request.masterUsername(), request.masterUserPassword(), request.dbName());
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

  /** What an engine lets the master user, its password and the first database be called. */
  public static void requireNames(
      String engine, @Nullable String user, @Nullable String password, @Nullable String database) {
    if (user == null || password == null) {
      throw RdsFaults.invalidValue(
          "The parameters MasterUsername and MasterUserPassword must be provided.");
    }
    NamingRules rules = NamingRules.of(engine);
    rules.requireUser(user);
    rules.requirePassword(password);
    rules.requireDatabase(database);
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
