package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Identities;
import io.snapseal.iam.Principals;
import io.snapseal.iam.Trail;
import io.snapseal.kms.Kms;
import io.snapseal.kms.RootKey;
import io.snapseal.rds.resource.Status;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What a start makes of what the last run, however it ended, has left. */
class RecoveryTest {
  private static final List<String> BOTH = List.of(RdsFixture.FIRST, RdsFixture.SECOND);

  @TempDir private Path home;

  @BeforeEach
  void passable() throws IOException {
    Passable.make(home);
  }

  @Test
  void nothingRunsOnWhoseKeyWasDisabledMeanwhile() throws IOException {
    killedWithAnEncryptedShop(fixture -> {});
    assertThat(Servers.on(home)).hasSize(1);
    assertThat(Servers.mountsBelow(home)).hasSize(1);
    withKms(kms -> kms.disableKey(r -> r.keyId(keyId(kms))));

    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.INACCESSIBLE_RECOVERABLE);
      assertThat(Servers.on(home)).isEmpty();
      assertThat(Servers.mountsBelow(home)).isEmpty();
    }
    withKms(kms -> kms.enableKey(r -> r.keyId(keyId(kms))));
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    }
  }

  @Test
  void aSnapshotWhoseServerWillNotComeFails() throws IOException {
    killedWithAnEncryptedShop(
        fixture ->
            fixture
                .client()
                .deleteDBInstance(
                    r -> r.dbInstanceIdentifier("shop").finalDBSnapshotIdentifier("last")));
    withKms(kms -> kms.disableKey(r -> r.keyId(keyId(kms))));

    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(fixture.snapshot(RdsFixture.FIRST, "last").status()).isEqualTo(Status.FAILED);
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.INACCESSIBLE_RECOVERABLE);
      fixture
          .client()
          .deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
      fixture.idle();
      assertThat(fixture.client().describeDBInstances().dbInstances()).isEmpty();
    }
  }

  @Test
  void aPortThatNobodyAskedForIsGivenUpWhenItIsTaken() throws IOException {
    int port = made(null);
    try (ServerSocket taken = taken(port);
        RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(shop(fixture).endpoint().port()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void anInstanceWhosePortIsTakenComesBackWhenItIsFree() throws IOException {
    int port;
    try (ServerSocket free = taken(0)) {
      port = free.getLocalPort();
    }
    made(port);
    try (ServerSocket taken = taken(port);
        RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.FAILED);
      assertThat(shop(fixture).statusInfos().get(0).message())
          .contains(Integer.toString(taken.getLocalPort()));
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(shop(fixture).endpoint().port()).isEqualTo(port);
      assertThat(shop(fixture).statusInfos()).isEmpty();
    }
  }

  @Test
  void aRegionThatIsLeftOutKeepsItsInstances() {
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.createInstance("shop", null);
      fixture.idle();
    }
    try (RdsFixture fixture =
        new RdsFixture(home, List.of(RdsFixture.SECOND), UnaryOperator.identity())) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
    }
  }

  @Test
  void anotherMinorVersionOpensWhatIsThere() {
    String old;
    try (RdsFixture fixture = new RdsFixture(home, BOTH, RecoveryTest::anOlderMinorVersion)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      fixture
          .client()
          .createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("old"));
      fixture.idle();
      old = shop(fixture).engineVersion();
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(shop(fixture).dbInstanceStatus()).isEqualTo(Status.AVAILABLE);
      assertThat(shop(fixture).engineVersion()).isNotEqualTo(old);
      fixture
          .client()
          .restoreDBInstanceFromDBSnapshot(
              r -> r.dbInstanceIdentifier("again").dbSnapshotIdentifier("old"));
      fixture.idle();
      assertThat(fixture.instance(RdsFixture.FIRST, "again"))
          .satisfies(again -> assertThat(again.dbInstanceStatus()).isEqualTo(Status.AVAILABLE))
          .satisfies(
              again -> assertThat(again.engineVersion()).isEqualTo(shop(fixture).engineVersion()));
    }
  }

  @Test
  void aDamagedSnapshotHindersNothingElse() throws IOException {
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.createInstance("shop", null);
      fixture.idle();
      snapshot(fixture, "old");
    }
    damageManifests(home.resolve("store-" + RdsFixture.FIRST));
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      snapshot(fixture, "new");
      assertThat(fixture.snapshot(RdsFixture.FIRST, "new").status()).isEqualTo(Status.AVAILABLE);
      fixture
          .client()
          .restoreDBInstanceFromDBSnapshot(
              r -> r.dbInstanceIdentifier("broken").dbSnapshotIdentifier("old"));
      fixture.idle();
      assertThat(fixture.instance(RdsFixture.FIRST, "broken").dbInstanceStatus())
          .isEqualTo(Status.FAILED);
      fixture.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("old"));
      fixture.idle();
      assertThat(fixture.stores.get(RdsFixture.FIRST)).isNotNull();
    }
  }

  @Test
  void whatIsNoInstancesDirectoryIsLeftAlone() throws IOException {
    Path notes = home.resolve("i-" + RdsFixture.FIRST).resolve("notes");
    Path orphan = home.resolve("i-" + RdsFixture.FIRST).resolve("db-" + "A".repeat(26));
    Files.createDirectories(notes);
    Files.createDirectories(orphan);
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      assertThat(notes).exists();
      assertThat(orphan).doesNotExist();
    }
  }

  /** A process that died, with an encrypted instance and right after its last words. */
  private void killedWithAnEncryptedShop(Consumer<RdsFixture> lastWords) {
    CrashPoint crash = new CrashPoint(0);
    try (RdsFixture fixture = new RdsFixture(home, crash)) {
      KmsClient kms = fixture.kms(RdsFixture.FIRST);
      String key = kms.createKey(r -> {}).keyMetadata().keyId();
      kms.createAlias(r -> r.aliasName("alias/key").targetKeyId(key));
      fixture.createInstance("shop", "alias/key");
      fixture.idle();
      lastWords.accept(fixture);
      crash.kill();
    } catch (CrashPoint.Crashed e) {
      // the dead close nothing
    }
  }

  private static String keyId(KmsClient kms) {
    return kms.describeKey(r -> r.keyId("alias/key")).keyMetadata().keyId();
  }

  private static DBInstance shop(RdsFixture fixture) {
    return fixture.instance(RdsFixture.FIRST, "shop");
  }

  private static void snapshot(RdsFixture fixture, String id) {
    fixture.client().createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier(id));
    fixture.idle();
  }

  /** An instance, made and left; its port. */
  private int made(@org.jspecify.annotations.Nullable Integer port) {
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.createInstance("shop", null, port);
      fixture.idle();
      return shop(fixture).endpoint().port();
    }
  }

  private static ServerSocket taken(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /** KMS alone, as an administrator uses it while the region's other half is down. */
  private void withKms(Consumer<KmsClient> use) throws IOException {
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      SecureRandom random = new SecureRandom();
      Kms kms =
          new Kms(
              state,
              RootKey.openOrCreate(home.resolve("root.key"), state, random),
              new Authorizer(Identities.NONE, Clock.systemUTC(), Trail.NONE),
              Principals.NONE,
              Clock.systemUTC(),
              random,
              () -> UUID.randomUUID().toString(),
              Set.of(RdsFixture.FIRST));
      use.accept(kms.as(Caller.root(RdsFixture.ACCOUNT, RdsFixture.FIRST, "test")));
    }
  }

  /** The same server under the name of a minor version before it. */
  private static DatabaseEngine anOlderMinorVersion(DatabaseEngine real) {
    String version = real.version();
    String older = version.substring(0, version.indexOf('.')) + ".0";
    return (DatabaseEngine)
        Proxy.newProxyInstance(
            DatabaseEngine.class.getClassLoader(),
            new Class<?>[] {DatabaseEngine.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("version") ? older : method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  private static void damageManifests(Path store) throws IOException {
    try (Stream<Path> manifests = Files.list(store.resolve("snapshots"))) {
      for (Path manifest : manifests.toList()) {
        byte[] bytes = Files.readAllBytes(manifest);
        for (int at = 0; at < bytes.length; at += 16) {
          bytes[at] ^= 1;
        }
        Files.write(manifest, bytes);
      }
    }
  }
}
