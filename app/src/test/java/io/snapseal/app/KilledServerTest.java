package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * {@code kill -9} of the server, again and again, while it takes, copies, restores and deletes:
 * every snapshot that was acknowledged becomes available and the last of them restores.
 */
@SuppressWarnings("NullAway.Init") // each test starts a server first
class KilledServerTest {
  private static final int ROUNDS = Integer.getInteger("snapseal.kill.rounds", 4);
  private static final String KEY = "alias/key";

  @TempDir private Path temporary;
  private ServerProcess server;

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void whatWasAcknowledgedIsThereAndWhole() throws Exception {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
    start();
    DemoDatabase.Content content = prepare();
    Random random = new Random(42);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Thread killer = server.killAfter(300 + random.nextInt(1500));
      work(round, acknowledged);
      killer.join();
      server.close();
      start();
      allSettle();
      assertThat(ids()).containsAll(acknowledged);
    }
    assertThat(acknowledged).isNotEmpty();
    String last = acknowledged.get(acknowledged.size() - 1);
    rds()
        .restoreDBInstanceFromDBSnapshot(
            r -> r.dbInstanceIdentifier("proof").dbSnapshotIdentifier(last));
    assertThat(database(Waiting.forInstance(rds(), "proof")).content()).isEqualTo(content);
    rds().deleteDBInstance(r -> r.dbInstanceIdentifier("proof").skipFinalSnapshot(true));
    rds().deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
    while (!rds().describeDBInstances().dbInstances().isEmpty()) {
      Waiting.pause();
    }
  }

  private DemoDatabase.Content prepare() {
    String key =
        server.connection.kms(RegionFixture.FIRST).createKey(r -> {}).keyMetadata().keyId();
    server.connection.kms(RegionFixture.FIRST).createAlias(r -> r.aliasName(KEY).targetKeyId(key));
    rds()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier("shop")
                    .engine("postgres")
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername(RegionFixture.USER)
                    .masterUserPassword(RegionFixture.PASSWORD)
                    .dbName(RegionFixture.DATABASE)
                    .backupRetentionPeriod(0));
    DemoDatabase database = database(Waiting.forInstance(rds(), "shop"));
    database.fill(5000, "canary");
    return database.content();
  }

  /** Goes on until the server is gone; what it said yes to is in the list. */
  private void work(int round, List<String> acknowledged) {
    try {
      for (int i = 0; ; i++) {
        String name = "s-" + round + "-" + i;
        rds().createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier(name));
        acknowledged.add(name);
        Waiting.forSnapshot(rds(), name);
        rds()
            .copyDBSnapshot(
                r ->
                    r.sourceDBSnapshotIdentifier(name)
                        .targetDBSnapshotIdentifier(name + "-sealed")
                        .kmsKeyId(KEY));
        acknowledged.add(name + "-sealed");
        Waiting.forSnapshot(rds(), name + "-sealed");
        acknowledged.remove(name);
        rds().deleteDBSnapshot(r -> r.dbSnapshotIdentifier(name));
      }
    } catch (SdkException e) {
      // the server is gone
    }
  }

  private void allSettle() {
    Waiting.forInstance(rds(), "shop");
    ids().forEach(id -> Waiting.forSnapshot(rds(), id));
  }

  private List<String> ids() {
    return rds().describeDBSnapshots().dbSnapshots().stream()
        .map(DBSnapshot::dbSnapshotIdentifier)
        .toList();
  }

  private RdsClient rds() {
    return server.connection.rds(RegionFixture.FIRST);
  }

  private static DemoDatabase database(DBInstance instance) {
    return new DemoDatabase(
        instance, RegionFixture.USER, RegionFixture.PASSWORD, RegionFixture.DATABASE);
  }

  private void start() throws IOException {
    server = ServerProcess.start(temporary.resolve("home"), temporary.resolve("log"));
  }
}
