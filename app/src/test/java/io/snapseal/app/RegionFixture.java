package io.snapseal.app;

import io.snapseal.iam.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** A private region in this process, and a client that reaches it over HTTP like any other. */
final class RegionFixture implements AutoCloseable {
  static final String FIRST = "us-east-1";
  static final String SECOND = "eu-west-1";
  static final String ACCOUNT = "123456789012";
  static final String USER = "shopkeeper";
  static final String PASSWORD = "correct-horse";
  static final String DATABASE = "shop";

  final PrivateRegion region;
  final Connection connection;

  /**
   * @param home made in a directory that is opened for passage: database servers do not run as root
   */
  RegionFixture(Path home) throws IOException {
    Files.setPosixFilePermissions(
        home.toAbsolutePath().getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    region =
        PrivateRegion.start(
            new RegionOptions(
                home, "127.0.0.1", 0, List.of(FIRST, SECOND), ACCOUNT, Optional.empty()),
            Map.of());
    connection = connect(region.home(), region);
  }

  private static Connection connect(Home home, PrivateRegion region) {
    AccessKey key = Credentials.read(home.credentials());
    return new Connection(
        region.endpoint(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.id(), key.secret().reveal())),
        List.of(FIRST, SECOND));
  }

  RdsClient rds() {
    return connection.rds(FIRST);
  }

  KmsClient kms() {
    return connection.kms(FIRST);
  }

  DBInstance instance(String id) {
    return instance(id, null);
  }

  /** An instance, encrypted if a key is named. */
  DBInstance instance(String id, @org.jspecify.annotations.Nullable String key) {
    rds()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier(id)
                    .engine("postgres")
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername(USER)
                    .masterUserPassword(PASSWORD)
                    .dbName(DATABASE)
                    .storageEncrypted(key != null)
                    .kmsKeyId(key)
                    .backupRetentionPeriod(0));
    return Waiting.forInstance(rds(), id);
  }

  DemoDatabase database(DBInstance instance) {
    return new DemoDatabase(instance, USER, PASSWORD, DATABASE);
  }

  DBSnapshot snapshot(String instance, String id) {
    rds().createDBSnapshot(r -> r.dbInstanceIdentifier(instance).dbSnapshotIdentifier(id));
    return Waiting.forSnapshot(rds(), id);
  }

  String key(String region, String alias) {
    KmsClient kms = connection.kms(region);
    String key = kms.createKey(r -> {}).keyMetadata().arn();
    kms.createAlias(r -> r.aliasName(alias).targetKeyId(key));
    return key;
  }

  @Override
  public void close() {
    connection.close();
    region.close();
  }
}
