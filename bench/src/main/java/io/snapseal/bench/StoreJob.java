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
import io.snapseal.iam.Identities;
import io.snapseal.iam.Principals;
import io.snapseal.iam.Trail;
import io.snapseal.kms.Kms;
import io.snapseal.kms.RootKey;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
public final class StoreJob implements AutoCloseable {
  private static final Map<String, String> CONTEXT = Map.of("aws:rds:db-id", "bench");

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final StateStore state;
  private final KmsClient kms;

  /** Opens the KMS in a directory. */
  StoreJob(Path home) {
    state = StateStore.open(home.resolve("state.db"));
    try {
      kms =
          new Kms(
                  state,
                  RootKey.openOrCreate(home.resolve("root.key"), state, random),
                  new Authorizer(Identities.NONE, Clock.systemUTC(), Trail.NONE),
                  Principals.NONE,
                  clock,
                  random,
                  () -> UUID.randomUUID().toString(),
                  Set.of("us-east-1"))
              .as(Caller.root("123456789012", "us-east-1", "bench"));
    } catch (IOException e) {
      state.close();
      throw new UncheckedIOException(e);
    }
  }

  /** See above. */
  public static void main(String[] arguments) {
    try (StoreJob job = new StoreJob(Path.of(arguments[0]))) {
      System.out.println(job.run(arguments));
    }
  }

  /** Does what the arguments say, the first left out; gives a line about it. */
  String run(String... arguments) {
    return switch (arguments[1]) {
      case "key" -> kms.createKey().keyMetadata().arn();
      case "snapshot" -> snapshot(arguments);
      case "restore" -> restore(arguments);
      case "copy" -> copy(arguments);
      default -> throw new IllegalArgumentException(arguments[1]);
    };
  }

  private String snapshot(String[] arguments) {
    Optional<String> parent = arguments.length > 6 ? Optional.of(arguments[6]) : Optional.empty();
    NewSnapshot spec = new NewSnapshot(arguments[3], "bench", parent, seal(arguments[5]));
    try (BlockStore store = open(arguments[2]);
        SnapshotWriter writer = store.create(spec)) {
      writer.addTree(Path.of(arguments[4]), TreeFilter.ALL, Progress.NONE);
      return line(writer.commit());
    }
  }

  private String restore(String[] arguments) {
    try (BlockStore store = open(arguments[2])) {
      return line(
          store
              .restore(arguments[3], KeyAccess.of(kms), Path.of(arguments[4]), Progress.NONE)
              .snapshot());
    }
  }

  private String copy(String[] arguments) {
    NewSnapshot spec = new NewSnapshot(arguments[3], "bench", Optional.empty(), seal(arguments[5]));
    try (BlockStore store = open(arguments[2]);
        BlockStore other = open(arguments[4])) {
      return line(store.copy(arguments[3], KeyAccess.of(kms), other, spec, Progress.NONE));
    }
  }

  @Override
  public void close() {
    state.close();
  }

  private BlockStore open(String directory) {
    return BlockStore.open(
        DiskStorage.open(Path.of(directory)), BlockStoreOptions.defaults(random, clock));
  }

  private Optional<Seal> seal(String keyArn) {
    return Optional.of(new Seal(kms, keyArn, CONTEXT));
  }

  private static String line(SnapshotInfo info) {
    return info.logicalBytes()
        + " bytes, "
        + info.pages()
        + " pages, "
        + info.changedPages()
        + " stored, in "
        + info.storedBytes()
        + " bytes";
  }
}
