package io.snapseal.bench;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.BlockStoreOptions;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.Progress;
import io.snapseal.blockstore.Seal;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.blockstore.TreeFilter;
import io.snapseal.blockstore.disk.DiskStorage;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.kms.Kms;
import io.snapseal.kms.RootKey;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * One job of Snapseal's block store in a JVM of its own, under a key of the region's own KMS (in
 * the process, state on disk). Arguments: a directory for the KMS, then one of
 *
 * <pre>
 * key                                        prints a new key's ARN
 * snapshot STORE ID TREE KEY-ARN [PARENT]    prints what it stored
 * restore  STORE ID TARGET
 * copy     STORE ID OTHER-STORE OTHER-KEY-ARN
 * </pre>
 */
public final class StoreJob {
  private static final Map<String, String> CONTEXT = Map.of("aws:rds:db-id", "bench");

  private final KmsClient kms;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random;

  private StoreJob(KmsClient kms, SecureRandom random) {
    this.kms = kms;
    this.random = random;
  }

  /** See above. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    SecureRandom random = new SecureRandom();
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      Kms kms =
          new Kms(
              state,
              RootKey.openOrCreate(home.resolve("root.key"), random),
              new Authorizer(),
              Clock.systemUTC(),
              random,
              () -> UUID.randomUUID().toString());
      Caller root = Caller.root("123456789012", "us-east-1", "bench");
      new StoreJob(kms.as(root), random).run(arguments);
    }
  }

  private void run(String[] arguments) {
    switch (arguments[1]) {
      case "key" -> System.out.println(kms.createKey().keyMetadata().arn());
      case "snapshot" -> snapshot(arguments);
      case "restore" -> restore(arguments);
      case "copy" -> copy(arguments);
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  private void snapshot(String[] arguments) {
    Optional<String> parent = arguments.length > 6 ? Optional.of(arguments[6]) : Optional.empty();
    NewSnapshot spec = new NewSnapshot(arguments[3], "bench", parent, seal(arguments[5]));
    try (BlockStore store = open(arguments[2]);
        SnapshotWriter writer = store.create(spec)) {
      writer.addTree(Path.of(arguments[4]), TreeFilter.ALL, Progress.NONE);
      print(writer.commit());
    }
  }

  private void restore(String[] arguments) {
    try (BlockStore store = open(arguments[2])) {
      print(
          store
              .restore(arguments[3], KeyAccess.of(kms), Path.of(arguments[4]), Progress.NONE)
              .snapshot());
    }
  }

  private void copy(String[] arguments) {
    NewSnapshot spec = new NewSnapshot(arguments[3], "bench", Optional.empty(), seal(arguments[5]));
    try (BlockStore store = open(arguments[2]);
        BlockStore other = open(arguments[4])) {
      print(store.copy(arguments[3], KeyAccess.of(kms), other, spec, Progress.NONE));
    }
  }

  private BlockStore open(String directory) {
    return BlockStore.open(
        DiskStorage.open(Path.of(directory)), BlockStoreOptions.defaults(random, clock));
  }

  private Optional<Seal> seal(String keyArn) {
    return Optional.of(new Seal(kms, keyArn, CONTEXT));
  }

  private static void print(SnapshotInfo info) {
    System.out.println(
        info.logicalBytes()
            + " bytes, "
            + info.pages()
            + " pages, "
            + info.changedPages()
            + " stored, in "
            + info.storedBytes()
            + " bytes");
  }
}
