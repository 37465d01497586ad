package io.snapseal.bench;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** A private region with real databases, each encrypted under a customer managed key. */
final class LiveRegion implements AutoCloseable {
  static final String USER = "shopkeeper";
  static final String PASSWORD = "correct-horse";

  private final Contender process;
  private final RdsClient rds;
  private final String key;

  private LiveRegion(Contender process) {
    this.process = process;
    URI endpoint = process.endpoint();
    StaticCredentialsProvider credentials = StaticCredentialsProvider.create(RootUser.CREDENTIALS);
    this.rds =
        RdsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    try (KmsClient kms =
        KmsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      this.key = kms.createKey().keyMetadata().arn();
    }
  }

  static LiveRegion start(Scratch scratch, String launcher) {
    String home = scratch.path("home").toString();
    return new LiveRegion(
        Contender.thatSaysReady(
            scratch,
            RootUser.environment(),
            List.of(launcher, "region", "start", "--home", home, "--port", "0")));
  }

  /** Makes an instance and gives its JDBC URL. */
  String create(String id, String engine) {
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier(id)
                .engine(engine)
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername(USER)
                .masterUserPassword(PASSWORD)
                .dbName("shop")
                .backupRetentionPeriod(0)
                .storageEncrypted(true)
                .kmsKeyId(key));
    return available(id);
  }

  /** Takes a snapshot and waits until it is available. */
  void take(String instance, String snapshot) {
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier(instance).dbSnapshotIdentifier(snapshot));
    until(
        "available",
        () ->
            rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(snapshot))
                .dbSnapshots()
                .get(0)
                .status());
  }

  /** Restores a snapshot and gives the JDBC URL. */
  String restore(String snapshot, String id) {
    rds.restoreDBInstanceFromDBSnapshot(
        r -> r.dbSnapshotIdentifier(snapshot).dbInstanceIdentifier(id).backupRetentionPeriod(0));
    return available(id);
  }

  void deleteInstance(String id) {
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));
    while (rds.describeDBInstances().dbInstances().stream()
        .anyMatch(instance -> instance.dbInstanceIdentifier().equals(id))) {
      pause();
    }
  }

  private DBInstance instance(String id) {
    return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().get(0);
  }

  private String available(String id) {
    until("available", () -> instance(id).dbInstanceStatus());
    DBInstance instance = instance(id);
    String driver = instance.engine().equals("postgres") ? "postgresql" : "mariadb";
    return "jdbc:%s://127.0.0.1:%d/shop".formatted(driver, instance.endpoint().port());
  }

  private static void until(String wanted, Supplier<String> status) {
    for (String now = status.get(); !now.equals(wanted); now = status.get()) {
      if (now.equals("failed")) {
        throw new BenchFailedException("it is failed");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }

  @Override
  public void close() {
    rds.close();
    process.close();
  }
}
