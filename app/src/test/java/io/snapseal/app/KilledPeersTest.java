package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.rds.peer.PeerKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * {@code kill -9} of either of two servers, again and again, while one copies from the other: every
 * copy that was acknowledged becomes available, and the last of them restores.
 */
@SuppressWarnings("NullAway.Init") // the test starts both servers first
class KilledPeersTest {
  private static final int ROUNDS = Integer.getInteger("snapseal.kill.rounds", 4);
  private static final String HERE = "eu-west-1";
  private static final String THERE = "us-east-1";

  @TempDir private Path temporary;
  private final int herePort = freePort();
  private final int therePort = freePort();
  private ServerProcess here;
  private ServerProcess there;

  @AfterEach
  void stop() throws Exception {
    here.close();
    there.close();
  }

  @Test
  void whicheverIsKilledTheCopyComesToItsEnd() throws Exception {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
    byte[] key = new byte[PeerKey.LENGTH];
    new SecureRandom().nextBytes(key);
    keyFile("here", THERE, key);
    keyFile("there", HERE, key);
    there = start("there", THERE, therePort, HERE, herePort);
    here = start("here", HERE, herePort, THERE, therePort);
    String snapshot = prepare();
    DemoDatabase.Content content = database(rds(there, THERE), "shop").content();
    Random random = new Random(7);
    String last = "";
    for (int round = 0; round < ROUNDS; round++) {
      // Another key each time: all of it is copied.
      String target = here.connection.kms(HERE).createKey(r -> {}).keyMetadata().arn();
      String id = "copy-" + round;
      copy(snapshot, id, target);
      ServerProcess killed = round % 2 == 0 ? here : there;
      killed.killAfter(100 + random.nextInt(900)).join();
      if (round % 2 == 0) {
        here.close();
        here = start("here", HERE, herePort, THERE, therePort);
      } else {
        there.close();
        there = start("there", THERE, therePort, HERE, herePort);
      }
      DBSnapshot copy = Waiting.forSnapshot(rds(here, HERE), id);
      assertThat(copy.kmsKeyId()).isEqualTo(target);
      last = id;
    }
    String proof = last;
    rds(here, HERE)
        .restoreDBInstanceFromDBSnapshot(
            r -> r.dbInstanceIdentifier("proof").dbSnapshotIdentifier(proof));
    assertThat(database(rds(here, HERE), "proof").content()).isEqualTo(content);
  }

  private String prepare() {
    RdsClient rds = rds(there, THERE);
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername(RegionFixture.USER)
                .masterUserPassword(RegionFixture.PASSWORD)
                .dbName(RegionFixture.DATABASE));
    database(rds, "shop").fill(50_000, "canary");
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("plain"));
    return Waiting.forSnapshot(rds, "plain").dbSnapshotArn();
  }

  /** Until it is acknowledged: the server may have died in the midst of the answer. */
  private void copy(String source, String id, String key) {
    try {
      rds(here, HERE)
          .copyDBSnapshot(
              r ->
                  r.sourceDBSnapshotIdentifier(source)
                      .targetDBSnapshotIdentifier(id)
                      .kmsKeyId(key)
                      .sourceRegion(THERE));
    } catch (SdkException e) {
      assertThat(e).hasMessageContaining("already exists");
    }
  }

  private static DemoDatabase database(RdsClient rds, String id) {
    DBInstance instance = Waiting.forInstance(rds, id);
    return new DemoDatabase(
        instance, RegionFixture.USER, RegionFixture.PASSWORD, RegionFixture.DATABASE);
  }

  private static RdsClient rds(ServerProcess server, String region) {
    return server.connection.rds(region);
  }

  private ServerProcess start(String home, String own, int port, String peer, int peerPort)
      throws IOException {
    return ServerProcess.start(
        temporary.resolve(home),
        temporary.resolve(home + ".log"),
        "--port",
        Integer.toString(port),
        "--regions",
        own,
        "--peer",
        peer + "=http://127.0.0.1:" + peerPort);
  }

  private void keyFile(String home, String region, byte[] key) throws IOException {
    Path file = Home.prepare(temporary.resolve(home)).peerKey(region);
    Files.createDirectories(file.getParent());
    Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
