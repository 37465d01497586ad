package io.snapseal.rds;

import static io.snapseal.rds.SharingFixture.OTHER;
import static io.snapseal.rds.SharingFixture.arn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SharedSnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Who sees and may use which snapshot of another account (RDS user guide, "Sharing a DB snapshot").
 */
class SharedSnapshotsTest {
  @TempDir private static Path home;
  private static SharingFixture two;

  @BeforeAll
  static void open() throws IOException {
    Passable.make(home);
    two = new SharingFixture(new RdsFixture(home));
    String key = two.rds.kms(RdsFixture.FIRST).createKey(r -> {}).keyMetadata().arn();
    two.rds.createInstance("shop", null);
    two.rds.idle();
    two.snapshot("shop", "plain");
    two.copyOwn("plain", "sealed", key);
    two.copyOwn("plain", "default", "alias/aws/rds");
    two.owner()
        .addTagsToResource(
            r -> r.resourceName(arn("plain")).tags(Tag.builder().key("team").value("x").build()));
  }

  @AfterAll
  static void close() {
    two.rds.close();
  }

  @BeforeEach
  void unshare() {
    for (String id : List.of("plain", "sealed")) {
      List<String> values = two.sharedWith(id);
      if (!values.isEmpty()) {
        two.unshare(id, values.toArray(String[]::new));
      }
    }
  }

  private static List<String> seen(
      RdsClient client, Consumer<DescribeDbSnapshotsRequest.Builder> request) {
    return client.describeDBSnapshots(request).dbSnapshots().stream()
        .map(item -> item.snapshotType() + " " + item.dbSnapshotIdentifier())
        .toList();
  }

  private static RdsException fault(Runnable call) {
    return catchThrowableOfType(RdsException.class, call::run);
  }

  @Test
  void theOwnerSaysWho() {
    assertThat(two.sharedWith("plain")).isEmpty();
    two.share("plain", OTHER, "all");
    assertThat(two.sharedWith("plain")).containsExactly(OTHER, "all");
    two.unshare("plain", "all", "999999999999");
    assertThat(two.sharedWith("plain")).containsExactly(OTHER);
    String[] twenty =
        LongStream.range(0, 20)
            .mapToObj(i -> Long.toString(300_000_000_000L + i))
            .toArray(String[]::new);
    assertThatThrownBy(() -> two.share("plain", twenty))
        .isInstanceOf(SharedSnapshotQuotaExceededException.class)
        .hasMessageContaining("exceeded the maximum number of accounts");
    assertThat(two.sharedWith("plain")).containsExactly(OTHER);
  }

  @Test
  void onlyWhatMayBeSharedIs() {
    two.share("sealed", OTHER);
    assertThatThrownBy(() -> two.share("sealed", "all"))
        .isInstanceOf(InvalidDbSnapshotStateException.class)
        .hasMessageContaining("cannot be shared publicly");
    assertThatThrownBy(() -> two.share("default", OTHER))
        .isInstanceOf(InvalidDbSnapshotStateException.class)
        .hasMessageContaining("default service key");
    for (String name : List.of("nothing", "rds:nothing")) {
      assertThatThrownBy(() -> two.share(name, OTHER))
          .isInstanceOf(DbSnapshotNotFoundException.class);
    }
    assertThat(fault(() -> two.share(arn("plain"), OTHER)).awsErrorDetails().errorCode())
        .isEqualTo("InvalidParameterValue");
    assertThat(
            fault(
                    () ->
                        two.owner()
                            .modifyDBSnapshotAttribute(
                                r ->
                                    r.dbSnapshotIdentifier("plain")
                                        .attributeName("copy")
                                        .valuesToAdd(OTHER)))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("InvalidParameterValue");
    assertThat(two.sharedWith("plain")).isEmpty();
    assertThat(two.sharedWith("sealed")).containsExactly(OTHER);
    assertThat(two.sharedWith("default")).isEmpty();
  }

  @Test
  void listsShowWhatTheyAreAskedFor() {
    two.share("sealed", OTHER);
    two.share("plain", "all");
    List<String> shared = List.of("shared " + arn("sealed"));
    List<String> open = List.of("public " + arn("plain"));
    assertThat(seen(two.other(), r -> {})).isEmpty();
    assertThat(seen(two.other(), r -> r.snapshotType("manual").includeShared(true))).isEmpty();
    assertThat(seen(two.other(), r -> r.includeShared(true))).isEqualTo(shared);
    assertThat(seen(two.other(), r -> r.snapshotType("shared"))).isEqualTo(shared);
    assertThat(seen(two.other(), r -> r.includePublic(true))).isEqualTo(open);
    assertThat(seen(two.other(), r -> r.snapshotType("public"))).isEqualTo(open);
    assertThat(seen(two.other(), r -> r.includePublic(true).includeShared(true))).hasSize(2);
    assertThat(seen(two.other(), r -> r.includeShared(true).dbSnapshotIdentifier(arn("sealed"))))
        .isEqualTo(shared);
    assertThat(seen(two.other(RdsFixture.SECOND), r -> r.includeShared(true).includePublic(true)))
        .isEmpty();
    assertThat(seen(two.owner(), r -> r.includeShared(true).includePublic(true)))
        .containsExactly("manual default", "manual plain", "manual sealed");
    assertThat(seen(two.owner(), r -> r.snapshotType("shared"))).isEmpty();
    assertThat(seen(two.owner(), r -> r.snapshotType("public"))).isEqualTo(open);
    DBSnapshot plain =
        two.other().describeDBSnapshots(r -> r.includePublic(true)).dbSnapshots().get(0);
    assertThat(plain.tagList()).isEmpty();
  }

  /** What is not shared is not there: in no word is it told from what does not exist. */
  @Test
  void nobodyLearnsWhatThereIs() {
    Map<String, Consumer<String>> uses =
        Map.of(
            "copy", id -> SharingFixture.copy(two.other(), id, "mine", null),
            "restore", id -> two.restored("mine", arn(id)),
            "describe",
                id ->
                    two.other()
                        .describeDBSnapshots(
                            r ->
                                r.dbSnapshotIdentifier(arn(id))
                                    .includeShared(true)
                                    .includePublic(true)),
            "attributes",
                id ->
                    two.other().describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier(arn(id))),
            "delete", id -> two.other().deleteDBSnapshot(r -> r.dbSnapshotIdentifier(arn(id))),
            "tags", id -> two.other().listTagsForResource(r -> r.resourceName(arn(id))));
    uses.forEach(
        (name, use) -> {
          RdsException there = fault(() -> use.accept("plain"));
          RdsException notThere = fault(() -> use.accept("none1"));
          assertThat(there.awsErrorDetails().errorCode())
              .as(name)
              .isEqualTo(notThere.awsErrorDetails().errorCode())
              .isIn("DBSnapshotNotFound", "AccessDenied");
          assertThat(there.awsErrorDetails().errorMessage().replace("plain", "none1"))
              .isEqualTo(notThere.awsErrorDetails().errorMessage());
        });
    two.share("plain", OTHER);
    for (String change : List.of("attributes", "delete", "tags")) {
      assertThat(
              fault(() -> Objects.requireNonNull(uses.get(change)).accept("plain"))
                  .awsErrorDetails()
                  .errorCode())
          .isEqualTo("AccessDenied");
    }
    assertThatThrownBy(() -> two.other().describeDBSnapshots(r -> r.dbSnapshotIdentifier("plain")))
        .isInstanceOf(DbSnapshotNotFoundException.class);
  }

  /** A denial that depends on what is there would say so in its words. */
  @Test
  void denialsTellNothingOfAnotherAccount() {
    two.rds.allowAlice(
        "{'Effect':'Allow','Action':'rds:*','Resource':'*'}",
        "{'Effect':'Deny','Action':'rds:*','Resource':'*',"
            + "'Condition':{'StringEquals':{'rds:DatabaseEngine':'postgres'}}}",
        "{'Effect':'Deny','Action':'rds:*','Resource':'*',"
            + "'Condition':{'StringEquals':{'aws:ResourceTag/team':'x'}}}");
    RdsClient alice = two.rds.rds.as(two.alice());
    String instance = arn("plain").replace(":snapshot:plain", ":db:shop");
    Map<String, Runnable> uses =
        Map.of(
            "instance", () -> alice.describeDBInstances(r -> r.dbInstanceIdentifier(instance)),
            "snapshot", () -> alice.deleteDBSnapshot(r -> r.dbSnapshotIdentifier(arn("plain"))),
            "restore",
                () ->
                    alice.restoreDBInstanceFromDBSnapshot(
                        r -> r.dbInstanceIdentifier(instance).dbSnapshotIdentifier(arn("plain"))));
    uses.forEach(
        (name, use) ->
            assertThat(fault(use).awsErrorDetails().errorMessage())
                .as(name)
                .doesNotContain("explicit deny"));
    assertThat(
            fault(
                    () ->
                        alice.restoreDBInstanceFromDBSnapshot(
                            r -> r.dbInstanceIdentifier("mine").dbSnapshotIdentifier(arn("plain"))))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("DBSnapshotNotFound");
    two.share("plain", OTHER);
    assertThat(
            fault(
                    () ->
                        alice.restoreDBInstanceFromDBSnapshot(
                            r -> r.dbInstanceIdentifier("mine").dbSnapshotIdentifier(arn("plain"))))
                .awsErrorDetails()
                .errorMessage())
        .contains("explicit deny");
  }

  /** Conditions on another account's tags would tell them one by one. */
  @Test
  void tagsStayTheOwners() {
    two.share("plain", OTHER);
    RdsClient alice = two.rds.rds.as(two.alice());
    two.rds.allowAlice(
        "{'Effect':'Allow','Action':'rds:*','Resource':'arn:aws:rds:*:" + OTHER + ":*'}",
        "{'Effect':'Allow','Action':'rds:CopyDBSnapshot','Resource':'*',"
            + "'Condition':{'StringEquals':{'aws:ResourceTag/team':'x'}}}");
    assertThat(
            fault(() -> SharingFixture.copy(alice, "plain", "mine", null))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("AccessDenied");
    two.rds.allowAlice("{'Effect':'Allow','Action':'rds:*','Resource':'*'}");
    alice.copyDBSnapshot(
        r ->
            r.sourceDBSnapshotIdentifier(arn("plain"))
                .targetDBSnapshotIdentifier("tagless")
                .copyTags(true));
    two.rds.idle();
    assertThat(two.othersSnapshot("tagless").tagList()).isEmpty();
    two.other().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("tagless"));
    two.rds.idle();
  }
}
