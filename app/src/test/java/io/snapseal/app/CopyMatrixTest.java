package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * Every copy that a key can be right or wrong for, through the SDK: what the API answers, what it
 * shows afterwards, and what the bytes on disk are sealed under. The expectations are AWS's table
 * (RDS API reference, {@code CopyDBSnapshot}, "KmsKeyId").
 */
class CopyMatrixTest {
  @TempDir private Path temporary;

  private enum Source {
    PLAIN,
    AWS_MANAGED,
    CUSTOMER
  }

  private enum Way {
    SAME_REGION(TwoServers.THERE),
    OTHER_REGION(TwoServers.THERE_TOO),
    OTHER_SERVER(TwoServers.HERE);

    private final String target;

    Way(String target) {
      this.target = target;
    }
  }

  private enum Key {
    NONE,
    OF_THE_TARGET,
    OF_ANOTHER_REGION
  }

  private final Map<Source, DBSnapshot> sources = new EnumMap<>(Source.class);

  @Test
  void everyCopyIsAnsweredShownAndSealedAsTheTableSays() throws Exception {
    try (TwoServers servers = new TwoServers(temporary)) {
      takeSources(servers);
      for (Way way : Way.values()) {
        String right = servers.key(way.target);
        String wrong =
            servers.key(
                way.target.equals(TwoServers.THERE) ? TwoServers.THERE_TOO : TwoServers.THERE);
        for (Source source : Source.values()) {
          for (Key key : Key.values()) {
            copy(
                servers,
                source,
                way,
                switch (key) {
                  case NONE -> null;
                  case OF_THE_TARGET -> right;
                  case OF_ANOTHER_REGION -> wrong;
                },
                key);
          }
        }
      }
    }
  }

  private void takeSources(TwoServers servers) {
    var rds = servers.rds(TwoServers.THERE);
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername(RegionFixture.USER)
                .masterUserPassword(RegionFixture.PASSWORD)
                .dbName(RegionFixture.DATABASE));
    DBInstance instance = Waiting.forInstance(rds, "shop");
    new DemoDatabase(instance, RegionFixture.USER, RegionFixture.PASSWORD, RegionFixture.DATABASE)
        .fill(2000, "canary");
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("plain"));
    sources.put(Source.PLAIN, Waiting.forSnapshot(rds, "plain"));
    String key = servers.key(TwoServers.THERE);
    for (Source source : new Source[] {Source.AWS_MANAGED, Source.CUSTOMER}) {
      String id = "source-" + named(source);
      rds.copyDBSnapshot(
          r ->
              r.sourceDBSnapshotIdentifier("plain")
                  .targetDBSnapshotIdentifier(id)
                  .kmsKeyId(source == Source.CUSTOMER ? key : "alias/aws/rds"));
      sources.put(source, Waiting.forSnapshot(rds, id));
    }
  }

  private void copy(TwoServers servers, Source from, Way way, @Nullable String keyArn, Key key)
      throws IOException {
    String what = from + " " + way + " " + key;
    DBSnapshot source = Objects.requireNonNull(sources.get(from));
    String id = "copy-%s-%s-%s".formatted(named(from), named(way), named(key));
    CopyDbSnapshotRequest request =
        CopyDbSnapshotRequest.builder()
            .sourceDBSnapshotIdentifier(source.dbSnapshotArn())
            .targetDBSnapshotIdentifier(id)
            .kmsKeyId(keyArn)
            .sourceRegion(way == Way.SAME_REGION ? null : TwoServers.THERE)
            .build();
    var rds = servers.rds(way.target);
    Path store =
        servers
            .home(way == Way.OTHER_SERVER ? "here" : "there")
            .resolve("regions/%s/store".formatted(way.target));
    String fault = fault(from, way, key);
    if (fault != null) {
      assertThatThrownBy(() -> rds.copyDBSnapshot(request))
          .as(what)
          .isInstanceOfSatisfying(
              RdsException.class,
              e ->
                  assertThat(
                          e.awsErrorDetails().errorCode()
                              + ": "
                              + e.awsErrorDetails().errorMessage())
                      .contains(fault));
      assertThat(rds.describeDBSnapshots().dbSnapshots())
          .as(what)
          .noneMatch(shown -> shown.dbSnapshotIdentifier().equals(id));
      return;
    }
    Set<Path> before = manifests(store);
    rds.copyDBSnapshot(request);
    DBSnapshot copy = Waiting.forSnapshot(rds, id);
    @Nullable String expected = keyArn == null ? source.kmsKeyId() : keyArn;
    assertThat(copy.status()).as(what).isEqualTo("available");
    assertThat(copy.percentProgress()).as(what).isEqualTo(100);
    assertThat(copy.kmsKeyId()).as(what).isEqualTo(expected);
    assertThat(copy.encrypted()).as(what).isEqualTo(expected != null);
    assertThat(copy.sourceDBSnapshotIdentifier()).as(what).isEqualTo(source.dbSnapshotArn());
    assertThat(copy.sourceRegion())
        .as(what)
        .isEqualTo(way == Way.SAME_REGION ? null : TwoServers.THERE);
    Set<Path> added = new HashSet<>(manifests(store));
    added.removeAll(before);
    assertThat(added).as(what).hasSize(1);
    assertSealed(store, added.iterator().next(), expected, what);
  }

  private static String named(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** AWS's error, or null if there is none. */
  private static @Nullable String fault(Source from, Way way, Key key) {
    if (key == Key.OF_ANOTHER_REGION) {
      return "KMSKeyNotAccessibleFault: The target KMS key";
    }
    return key == Key.NONE && from != Source.PLAIN && way != Way.SAME_REGION
        ? "InvalidParameterValue: Must specify new KMS key for cross region encrypted snapshot copy."
        : null;
  }

  private static Set<Path> manifests(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store.resolve("snapshots"))) {
      return files.collect(Collectors.toSet());
    } catch (java.nio.file.NoSuchFileException e) {
      return Set.of();
    }
  }

  /** As docs/format.md has it: whether it is sealed, and which key file of its volume wraps. */
  private static void assertSealed(Path store, Path manifest, @Nullable String keyArn, String what)
      throws IOException {
    byte[] bytes = Files.readAllBytes(manifest);
    assertThat(bytes[10]).as(what).isEqualTo((byte) (keyArn == null ? 0 : 1));
    int length = ByteBuffer.wrap(bytes, 12, 4).getInt();
    String header = new String(Arrays.copyOfRange(bytes, 16, 16 + length), StandardCharsets.UTF_8);
    if (keyArn != null) {
      String volume = between(header, "\"volume\":\"", "\"");
      String number = between(header, "\"keyNumber\":", ",");
      Path file = store.resolve("volumes/%s/keys/%s.json".formatted(volume, number));
      assertThat(Files.readString(file)).as(what).contains("\"keyArn\":\"" + keyArn + "\"");
    }
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }
}
