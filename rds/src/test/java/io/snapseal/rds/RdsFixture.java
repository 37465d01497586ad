package io.snapseal.rds;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.BlockStoreOptions;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.disk.DiskStorage;
import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.postgres.EmbeddedPostgres;
import io.snapseal.engine.postgres.PostgresEngine;
import io.snapseal.engine.process.Patience;
import io.snapseal.engine.volume.EncryptedVolumes;
import io.snapseal.engine.volume.GocryptfsVolumes;
import io.snapseal.engine.volume.PlainVolumes;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Identities.Held;
import io.snapseal.iam.Trail;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policy;
import io.snapseal.kms.Kms;
import io.snapseal.kms.RootKey;
import io.snapseal.rds.peer.OtherRegions;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** RDS over real engines, volumes and storage in a directory, and a real KMS. */
final class RdsFixture implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String FIRST = "us-east-1";
  static final String SECOND = "eu-west-1";
  private static final int LOOKS = 1200;

  final StateStore state;
  final Kms kms;
  final Rds rds;
  final Map<String, BlockStore> stores = new LinkedHashMap<>();
  final Map<String, RegionPlace> places = new LinkedHashMap<>();

  private volatile Named alices = new Named("nothing", new Policy(List.of()));
  private final List<Storage> disks = new ArrayList<>();

  RdsFixture(Path home) {
    this(home, new CrashPoint(0));
  }

  RdsFixture(Path home, CrashPoint crash) {
    this(home, crash, crash::atDeath, List.of(FIRST, SECOND), engine -> engine);
  }

  RdsFixture(Path home, Gate gate) {
    this(home, gate, ending -> {}, List.of(FIRST, SECOND), engine -> engine);
  }

  RdsFixture(Path home, List<String> regions, UnaryOperator<DatabaseEngine> engines) {
    this(home, step -> {}, ending -> {}, regions, engines);
  }

  /** With other servers. */
  RdsFixture(Path home, List<String> regions, OtherRegions others) {
    this(home, step -> {}, ending -> {}, regions, engine -> engine, List.of(), others);
  }

  /** With engines that have no server beside PostgreSQL. */
  RdsFixture(Path home, List<DatabaseEngine> simulated) {
    this(home, step -> {}, ending -> {}, List.of(FIRST, SECOND), engine -> engine, simulated);
  }

  private RdsFixture(
      Path home,
      Consumer<String> steps,
      Consumer<Runnable> atDeath,
      List<String> regions,
      UnaryOperator<DatabaseEngine> engines) {
    this(home, steps, atDeath, regions, engines, List.of());
  }

  private RdsFixture(
      Path home,
      Consumer<String> steps,
      Consumer<Runnable> atDeath,
      List<String> regions,
      UnaryOperator<DatabaseEngine> engines,
      List<DatabaseEngine> simulated) {
    this(home, steps, atDeath, regions, engines, simulated, OtherRegions.NONE);
  }

  private RdsFixture(
      Path home,
      Consumer<String> steps,
      Consumer<Runnable> atDeath,
      List<String> regions,
      UnaryOperator<DatabaseEngine> engines,
      List<DatabaseEngine> simulated,
      OtherRegions others) {
    Watched watched = new Watched(steps);
    boolean started = false;
    try {
      SecureRandom random = new SecureRandom();
      Clock clock = Clock.systemUTC();
      state = StateStore.open(Passable.make(home).resolve("state.db"));
      atDeath.accept(state::close);
      kms =
          new Kms(
              state,
              RootKey.openOrCreate(home.resolve("root.key"), state, random),
              authorizer(clock),
              arn -> Optional.of("id of " + arn),
              clock,
              random,
              () -> UUID.randomUUID().toString(),
              Set.copyOf(regions));
      for (String region : regions) {
        Storage disk = DiskStorage.open(home.resolve("store-" + region));
        disks.add(disk);
        BlockStore store =
            BlockStore.open(
                watched.around(Storage.class, disk), BlockStoreOptions.defaults(random, clock));
        stores.put(region, store);
        places.put(
            region,
            new RegionPlace(
                store,
                Passable.make(home.resolve("i-" + region)),
                Passable.make(home.resolve("run"))));
      }
      DatabaseEngine engine =
          new PostgresEngine(
              EmbeddedPostgres.unpack(
                  Path.of(System.getProperty("java.io.tmpdir"), "snapseal-test-engines")),
              clock,
              random);
      rds =
          new Rds(
              "test",
              state,
              authorizer(clock),
              kms::as,
              places,
              Stream.concat(
                      Stream.of(watched.around(DatabaseEngine.class, engines.apply(engine))),
                      simulated.stream())
                  .toList(),
              watched.around(
                  EncryptedVolumes.class,
                  new GocryptfsVolumes(Patience.of(clock), Duration.ofSeconds(30))),
              watched.around(EncryptedVolumes.class, new PlainVolumes()),
              others,
              clock,
              random);
      rds.start();
      started = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!started) {
        release();
      }
    }
  }

  /** What Alice may do; nobody else but root may do anything. KMS asks its keys' policies. */
  void allowAlice(String... statements) {
    alices =
        new Named(
            "alice's",
            Policy.read(
                Policy.Kind.IDENTITY,
                ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
                    .replace('\'', '"')));
  }

  private Authorizer authorizer(Clock clock) {
    allowAlice("{'Effect':'Allow','Action':'rds:*','Resource':'*'}");
    return new Authorizer(
        caller ->
            caller.principalArn().endsWith(":user/alice")
                ? new Held(List.of(alices), Optional.empty(), List.of(), List.of(), Map.of())
                : Held.NOTHING,
        clock,
        Trail.NONE);
  }

  RdsClient alice() {
    return rds.as(Caller.local(Identity.user(ACCOUNT, "alice"), "AIDA1", FIRST, "test"));
  }

  /** What the operating system does for a dead process: its locks and connections end. */
  private void release() {
    disks.forEach(Storage::close);
    if (state != null) {
      state.close();
    }
  }

  RdsClient client() {
    return client(FIRST);
  }

  RdsClient client(String region) {
    return rds.as(Caller.root(ACCOUNT, region, "test"));
  }

  KmsClient kms(String region) {
    return kms.as(Caller.root(ACCOUNT, region, "test"));
  }

  void createInstance(String id, @Nullable String key) {
    createInstance(id, key, null);
  }

  void createInstance(String id, @Nullable String key, @Nullable Integer port) {
    client()
        .createDBInstance(
            r ->
                r.dbInstanceIdentifier(id)
                    .engine("postgres")
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername("alice")
                    .masterUserPassword("correct-horse")
                    .dbName("shop")
                    .port(port)
                    .storageEncrypted(key != null)
                    .kmsKeyId(key));
  }

  DBInstance instance(String region, String id) {
    return client(region).describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().get(0);
  }

  DBSnapshot snapshot(String region, String id) {
    return client(region).describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().get(0);
  }

  /** Waits until no task is left. */
  void idle() {
    for (int look = 0; look < LOOKS; look++) {
      int tasks =
          state.read(
              handle -> handle.createQuery("select count(*) from work").mapTo(Integer.class).one());
      if (tasks == 0) {
        return;
      }
      pause();
    }
    throw new AssertionError("tasks are left");
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void closeStores() {
    try {
      stores.values().forEach(BlockStore::close);
    } finally {
      release();
    }
  }

  @Override
  public void close() {
    try {
      rds.close();
    } finally {
      closeStores();
    }
  }
}
