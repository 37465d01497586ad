package io.snapseal.app;

import io.snapseal.autopilot.Autopilot;
import io.snapseal.autopilot.act.ProgressListener;
import io.snapseal.autopilot.aws.Pause;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.ScanReport;
import io.snapseal.autopilot.seal.CopyReport;
import io.snapseal.autopilot.seal.SealReport;
import io.snapseal.autopilot.seal.SealRequest;
import io.snapseal.autopilot.seal.SnapshotReport;
import io.snapseal.iam.AccessKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * The founding procedure on a real database, through the region's own endpoint: an unencrypted
 * snapshot is sealed under a key, copied to a second region under another, restored there and
 * compared.
 */
final class Demo {
  private static final String ALIAS = "alias/rds-backup-key";
  private static final String DATABASE = "shop";
  private static final String USER = "shopkeeper";
  private static final String SOURCE_INSTANCE = "shop";
  private static final String SOURCE = "shop-legacy";
  private static final String RESTORED = "shop-restored";
  private static final int LOOKS = 100;
  private static final String REFUSED = "shop-refused";

  private final Connection connection;
  private final Home home;
  private final String first;
  private final String second;
  private final Steps steps;
  private final ProgressListener progress;
  private final String canary;
  private final String password;

  Demo(
      Connection connection,
      Home home,
      Steps steps,
      ProgressListener progress,
      SecureRandom random) {
    this.connection = connection;
    this.home = home;
    this.first = connection.regions().get(0);
    this.second = connection.regions().get(1);
    this.steps = steps;
    this.progress = progress;
    this.canary = "CANARY" + AccessKey.random(random).secret().reveal().replaceAll("\\W", "x");
    this.password = AccessKey.random(random).secret().reveal().replaceAll("\\W", "x");
  }

  /** Does it all, and reports what was seen. */
  DemoReport run(int rows, Route route) {
    DBInstance source = steps.timed("create an unencrypted instance", this::createInstance);
    DemoDatabase database = new DemoDatabase(source, USER, password, DATABASE);
    DemoDatabase.Content original =
        steps.timed(
            "fill it with " + rows + " rows",
            () -> {
              database.fill(rows, canary);
              return database.content();
            });
    DBSnapshot legacy = steps.timed("take an unencrypted snapshot", this::snapshot);
    boolean inSource = steps.timed("search its stored bytes for the canary", () -> canaryIn(first));
    String key = steps.timed("create a key in " + first, () -> key(connection.kms(first)));
    String otherKey = steps.timed("create a key in " + second, () -> key(connection.kms(second)));
    Set<Path> before = PlaintextSearch.files(home.store(first));
    SnapshotReport sealed =
        steps.timed("seal it, and copy it to " + second, () -> seal(route, key, otherKey));
    CopyReport copy = sealed.copies().get(0);
    DBSnapshot sealedShown = described(connection.rds(first), sealed.sealedId());
    DBSnapshot copyShown = described(connection.rds(second), copy.id());
    DBInstance restored = steps.timed("restore the copy in " + second, () -> restore(copy.id()));
    DemoDatabase.Content found =
        steps.timed(
            "compare every row",
            () -> new DemoDatabase(restored, USER, password, DATABASE).content());
    String refusal =
        steps.timed("disable the key: a restore is refused", () -> refusal(otherKey, copy.id()));
    boolean inSealed =
        steps.timed("search the sealed snapshots' stored bytes", () -> canaryInSealed(before));
    int left = steps.timed("look for temporaries", this::temporaries);
    return new DemoReport(
        new DemoReport.Snapshot(
            legacy.dbSnapshotIdentifier(), legacy.encrypted(), legacy.kmsKeyId()),
        new DemoReport.Snapshot(
            sealedShown.dbSnapshotIdentifier(), sealedShown.encrypted(), sealedShown.kmsKeyId()),
        List.of(
            new DemoReport.Copy(
                second,
                copyShown.dbSnapshotIdentifier(),
                copyShown.encrypted(),
                copyShown.kmsKeyId())),
        new DemoReport.Rows(
            original.rows(), found.rows(), original.checksum().equals(found.checksum())),
        new DemoReport.Plaintext(inSource, inSealed),
        new DemoReport.KeyDisabled(refusal),
        left,
        steps.seconds());
  }

  private DBInstance createInstance() {
    connection
        .rds(first)
        .createDBInstance(
            request ->
                request
                    .dbInstanceIdentifier(SOURCE_INSTANCE)
                    .engine("postgres")
                    .dbInstanceClass("db.t3.micro")
                    .allocatedStorage(20)
                    .masterUsername(USER)
                    .masterUserPassword(password)
                    .dbName(DATABASE)
                    .backupRetentionPeriod(0));
    return Waiting.forInstance(connection.rds(first), SOURCE_INSTANCE);
  }

  private DBSnapshot snapshot() {
    connection
        .rds(first)
        .createDBSnapshot(
            request -> request.dbInstanceIdentifier(SOURCE_INSTANCE).dbSnapshotIdentifier(SOURCE));
    return Waiting.forSnapshot(connection.rds(first), SOURCE);
  }

  private static String key(KmsClient kms) {
    KeyMetadata key =
        kms.createKey(request -> request.description("protects database backups")).keyMetadata();
    kms.createAlias(request -> request.aliasName(ALIAS).targetKeyId(key.keyId()));
    return key.arn();
  }

  private SnapshotReport seal(Route route, String key, String otherKey) {
    SealReport report =
        autopilot()
            .seal(
                SealRequest.of(first, key)
                    .snapshots(List.of(SOURCE))
                    .route(route)
                    .copyTo(Map.of(second, otherKey))
                    .build());
    if (report.failed()) {
      throw failed(report);
    }
    return report.snapshots().get(0);
  }

  private static RuntimeException failed(SealReport report) {
    return Stream.concat(
            Stream.ofNullable(report.failure()),
            report.snapshots().stream()
                .flatMap(
                    snapshot ->
                        Stream.concat(
                            Stream.ofNullable(snapshot.failure()),
                            snapshot.copies().stream()
                                .flatMap(copy -> Stream.ofNullable(copy.failure())))))
        .findFirst()
        .<RuntimeException>map(
            failure ->
                new UserError(
                    ExitCode.FAILED, failure.code(), "sealing failed: " + failure, failure.fix()))
        .orElseGet(() -> new IllegalStateException("sealing failed: " + report));
  }

  private DBInstance restore(String copyId) {
    connection
        .rds(second)
        .restoreDBInstanceFromDBSnapshot(
            request -> request.dbInstanceIdentifier(RESTORED).dbSnapshotIdentifier(copyId));
    return Waiting.forInstance(connection.rds(second), RESTORED);
  }

  /** The error code that a restore is refused with while the key is disabled; null if it is not. */
  private @Nullable String refusal(String key, String copyId) {
    connection.kms(second).disableKey(request -> request.keyId(key));
    try {
      connection
          .rds(second)
          .restoreDBInstanceFromDBSnapshot(
              request -> request.dbInstanceIdentifier(REFUSED).dbSnapshotIdentifier(copyId));
      return null;
    } catch (RdsException e) {
      return e.awsErrorDetails().errorCode();
    } finally {
      connection.kms(second).enableKey(request -> request.keyId(key));
    }
  }

  private boolean canaryIn(String region) {
    return PlaintextSearch.files(home.store(region)).stream()
        .anyMatch(new PlaintextSearch(canary)::findsInFile);
  }

  /**
   * Searches what was stored since before sealing, in both regions. The bytes of the temporary
   * snapshot, which was not encrypted, are removed behind the API: they may still be there for a
   * moment.
   */
  private boolean canaryInSealed(Set<Path> before) {
    PlaintextSearch search = new PlaintextSearch(canary);
    boolean found = true;
    for (int look = 0; found && look < LOOKS; look++) {
      Set<Path> sealed = PlaintextSearch.files(home.store(first));
      sealed.removeAll(before);
      sealed.addAll(PlaintextSearch.files(home.store(second)));
      found = sealed.stream().anyMatch(search::findsInFile);
      if (found) {
        Waiting.pause();
      }
    }
    return found;
  }

  private static DBSnapshot described(RdsClient rds, @Nullable String id) {
    return rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(id))
        .dbSnapshots()
        .get(0);
  }

  /**
   * Everything that carries the mark of a temporary, and every instance that the demo did not make.
   */
  private int temporaries() {
    ScanReport report = autopilot().scan(List.of(first, second));
    long snapshots = report.snapshots().stream().filter(ScanReport.Snapshot::temporary).count();
    long instances =
        report.regions().stream()
            .mapToLong(r -> r.temporaryInstances().size() + r.temporaryClusters().size())
            .sum();
    return (int) (snapshots + instances);
  }

  private Autopilot autopilot() {
    return new Autopilot(connection, Clock.systemUTC(), Pause.sleeping(), progress);
  }
}
