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
import io.snapseal.iam.Call;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private static final int LOOKS = 3600;

  final StateStore state;
  final Kms kms;
  final Rds rds;
  final ShiftedClock clock = new ShiftedClock();

  /** Every call of RDS and KMS that has ended. */
  final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  final Map<String, BlockStore> stores = new LinkedHashMap<>();
  final Map<String, RegionPlace> places = new LinkedHashMap<>();

  private volatile Named alices = new Named("nothing", new Policy(List.of()));
  private final List<Storage> disks = new ArrayList<>();

  RdsFixture(Path home) {
    this(home, new CrashPoint(0));
  }

  RdsFixture(Path home, CrashPoint crash) {
    this(home, crash, crash::atDeath, List.of(FIRST, SECOND), engine -> engine, RdsSettings.USUAL);
  }

  RdsFixture(Path home, RdsSettings settings) {
    this(home, step -> {}, ending -> {}, List.of(FIRST, SECOND), engine -> engine, settings);
  }

  /** With somebody who is told each step of its ports, and may make it fail. */
  RdsFixture(Path home, Consumer<String> steps) {
    this(home, steps, ending -> {}, List.of(FIRST, SECOND), engine -> engine, RdsSettings.USUAL);
  }

  /** One that can be held up at a gate and die there. */
  RdsFixture(Path home, Gate gate, CrashPoint crash) {
    this(
        home,
        step -> {
          gate.accept(step);
          crash.accept(step);
        },
        crash::atDeath,
        List.of(FIRST, SECOND),
        engine -> engine,
        RdsSettings.USUAL);
  }

  RdsFixture(Path home, List<String> regions, UnaryOperator<DatabaseEngine> engines) {
    this(home, step -> {}, ending -> {}, regions, engines, RdsSettings.USUAL);
  }

  /** With other servers. */
  RdsFixture(Path home, List<String> regions, OtherRegions others) {
    this(
        home,
        step -> {},
        ending -> {},
        regions,
        engine -> engine,
        List.of(),
        others,
        RdsSettings.USUAL);
  }

  /** With engines that have no server beside PostgreSQL. */
  RdsFixture(Path home, List<DatabaseEngine> simulated) {
    this(home, simulated, RdsSettings.USUAL);
  }

  RdsFixture(Path home, List<DatabaseEngine> simulated, RdsSettings settings) {
    this(
        home,
        step -> {},
        ending -> {},
        List.of(FIRST, SECOND),
        engine -> engine,
        simulated,
        OtherRegions.NONE,
        settings);
  }

  /** With other real engines beside PostgreSQL, each of them as it is said. */
  RdsFixture(
      Path home,
      List<DatabaseEngine> others,
      UnaryOperator<DatabaseEngine> engines,
      RdsSettings settings) {
    this(
        home,
        step -> {},
        ending -> {},
        List.of(FIRST, SECOND),
        engines,
        others.stream().map(engines).toList(),
        OtherRegions.NONE,
        settings);
  }

  private RdsFixture(
      Path home,
      Consumer<String> steps,
      Consumer<Runnable> atDeath,
      List<String> regions,
      UnaryOperator<DatabaseEngine> engines,
      RdsSettings settings) {
    this(home, steps, atDeath, regions, engines, List.of(), OtherRegions.NONE, settings);
  }

  private RdsFixture(
      Path home,
      Consumer<String> steps,
      Consumer<Runnable> atDeath,
      List<String> regions,
      UnaryOperator<DatabaseEngine> engines,
      List<DatabaseEngine> simulated,
      OtherRegions others,
      RdsSettings settings) {
    Watched watched = new Watched(steps);
    boolean started = false;
    try {
      SecureRandom random = new SecureRandom();
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
              Clock.systemUTC(),
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
                  new GocryptfsVolumes(Patience.of(Clock.systemUTC()), Duration.ofSeconds(30))),
              watched.around(EncryptedVolumes.class, new PlainVolumes()),
              others,
              clock,
              random,
              // rounds are made when a test says so
              new RdsSettings(
                  settings.quotas(),
                  settings.targets(),
                  new Pace(Duration.ofDays(1), Duration.ofDays(1))));
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

  private final Trail trail =
      new Trail() {
        @Override
        public void requireReady() {}

        @Override
        public void record(Call call) {
          calls.add(call);
        }
      };

  private Authorizer authorizer(Clock clock) {
    allowAlice("{'Effect':'Allow','Action':'rds:*','Resource':'*'}");
    return new Authorizer(
        caller ->
            caller.principalArn().endsWith(":user/alice")
                ? new Held(List.of(alices), Optional.empty(), List.of(), List.of(), Map.of())
                : Held.NOTHING,
        clock,
        trail);
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
                    .backupRetentionPeriod(0)
                    .storageEncrypted(key != null)
                    .kmsKeyId(key));
  }

  DBInstance instance(String region, String id) {
    return client(region).describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().get(0);
  }

  DBSnapshot snapshot(String region, String id) {
    return client(region).describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().get(0);
  }

  /** Makes the rounds that time makes, and waits until what they found due is done. */
  void rounds() {
    rds.makeRounds();
    idle();
  }

  /** Logs in to an instance's database as its master user. */
  Connection login(String instance, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/shop"
            .formatted(instance(FIRST, instance).endpoint().port()),
        "alice",
        password);
  }

  /** Does something in an instance's database. */
  void sql(String instance, String statement) throws SQLException {
    try (Connection connection = login(instance, "correct-horse");
        Statement doing = connection.createStatement()) {
      doing.execute(statement);
    }
  }

  /** The one value that a query has. */
  String value(String instance, String query) throws SQLException {
    try (Connection connection = login(instance, "correct-horse");
        Statement asking = connection.createStatement();
        ResultSet rows = asking.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
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
