package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What RDS's condition keys decide (Service Authorization Reference, "Condition keys for Amazon
 * RDS"). Nothing is made: what is allowed comes to an error that is not a denial.
 */
class RdsConditionsTest {
  private static final Scope SCOPE = new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST);

  @TempDir private static Path home;
  private static RdsFixture fixture;

  @BeforeAll
  static void open() throws java.io.IOException {
    Passable.make(home);
    fixture = new RdsFixture(home);
    for (String team : new String[] {"x", "y"}) {
      Tag tag = Tag.builder().key("team").value(team).build();
      fixture.state.change(
          handle -> {
            Tables.INSTANCES.insert(handle, instance("db-" + team, tag));
            Tables.SNAPSHOTS.insert(handle, snapshot("s-" + team, team.equals("x"), tag));
          });
    }
  }

  private static Row<DBInstance, InstanceInternals> instance(String id, Tag tag) {
    DBInstance shown =
        DBInstance.builder()
            .dbInstanceIdentifier(id)
            .dbInstanceArn(RdsArn.instance(SCOPE, id).toString())
            .dbInstanceStatus(Status.STARTING)
            .engine("postgres")
            .dbInstanceClass("db.t3.micro")
            .allocatedStorage(20)
            .storageEncrypted(false)
            .tagList(tag)
            .build();
    return new Row<>(SCOPE, id, shown, InstanceInternals.ofNew("v", null, null, null));
  }

  private static Row<DBSnapshot, SnapshotInternals> snapshot(
      String id, boolean encrypted, Tag tag) {
    DBSnapshot shown =
        DBSnapshot.builder()
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(RdsArn.snapshot(SCOPE, id).toString())
            .status(Status.CREATING)
            .engine("postgres")
            .allocatedStorage(20)
            .encrypted(encrypted)
            .tagList(tag)
            .build();
    return new Row<>(SCOPE, id, shown, SnapshotInternals.ofNew("s", "v", "shop"));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static boolean isAllowed(Consumer<RdsClient> call) {
    Throwable refusal = catchThrowable(() -> call.accept(fixture.alice()));
    assertThat(refusal).isInstanceOf(RdsException.class);
    String code = ((RdsException) refusal).awsErrorDetails().errorCode();
    return !code.equals("AccessDenied");
  }

  /** A version that nobody has, so that it ends there. */
  private static boolean mayCreate(Consumer<CreateDbInstanceRequest.Builder> more) {
    return isAllowed(
        rds ->
            rds.createDBInstance(
                r -> {
                  r.dbInstanceIdentifier("new")
                      .engine("postgres")
                      .engineVersion("17.999")
                      .dbInstanceClass("db.t3.micro")
                      .allocatedStorage(20)
                      .masterUsername("keeper")
                      .masterUserPassword("correct-horse")
                      .dbName("shop");
                  more.accept(r);
                }));
  }

  private static String allow(String action, String condition) {
    return "{'Effect':'Allow','Action':'"
        + action
        + "','Resource':'*','Condition':{"
        + condition
        + "}}";
  }

  @Test
  void onlyEncryptedInstances() {
    fixture.allowAlice(allow("rds:CreateDBInstance", "'Bool':{'rds:StorageEncrypted':'true'}"));
    assertThat(mayCreate(r -> {})).isFalse();
    assertThat(mayCreate(r -> r.storageEncrypted(false))).isFalse();
    assertThat(mayCreate(r -> r.storageEncrypted(true))).isTrue();
    assertThat(mayCreate(r -> r.kmsKeyId("alias/mine"))).isTrue();
  }

  /** AWS's examples of denials (RDS user guide, "Example policies: Using condition keys"). */
  @Test
  void denialsBite() {
    String all = "{'Effect':'Allow','Action':'rds:*','Resource':'*'}";
    fixture.allowAlice(
        all,
        "{'Effect':'Deny','Action':'rds:CreateDBInstance','Resource':'*',"
            + "'Condition':{'StringEquals':{'rds:DatabaseClass':['db.r3.8xlarge','db.m4.10xlarge']}}}",
        "{'Effect':'Deny','Action':'rds:CreateDBInstance','Resource':'*',"
            + "'Condition':{'NumericNotEquals':{'rds:Piops':'0'}}}");
    assertThat(mayCreate(r -> {})).isTrue();
    assertThat(mayCreate(r -> r.dbInstanceClass("db.r3.8xlarge"))).isFalse();
    fixture.allowAlice(
        all,
        "{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'Bool':{'rds:StorageEncrypted':'false'}}}");
    assertThat(mayCreate(r -> {})).isFalse();
    assertThat(mayCreate(r -> r.storageEncrypted(true))).isTrue();
    assertThat(restore("s-x", null)).isTrue();
    assertThat(restore("s-y", null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'StringEquals':{'rds:DatabaseEngine':'postgres'}; true",
        "'StringEquals':{'rds:DatabaseEngine':'mysql'}; false",
        "'StringEquals':{'rds:DatabaseName':'shop'}; true",
        "'StringEquals':{'rds:DatabaseName':'other'}; false",
        "'StringLike':{'rds:DatabaseClass':'db.t3.*'}; true",
        "'StringLike':{'rds:DatabaseClass':'db.r*'}; false",
        "'NumericLessThanEquals':{'rds:StorageSize':'20'}; true",
        "'NumericGreaterThan':{'rds:StorageSize':'20'}; false",
        "'Bool':{'rds:MultiAz':'false'}; true",
        "'Bool':{'rds:Vpc':'true'}; false",
        "'Bool':{'rds:PubliclyAccessible':'false','rds:ManageMasterUserPassword':'false'}; true",
        "'StringEquals':{'rds:BackupTarget':'region'}; true",
        "'StringEquals':{'rds:req-tag/team':'x','aws:RequestTag/team':'x'}; true",
        "'StringEquals':{'rds:req-tag/team':'y'}; false",
        "'ForAllValues:StringEquals':{'aws:TagKeys':['team']}; true",
        "'Null':{'aws:ResourceTag/team':'true','rds:db-tag/team':'true'}; true"
      })
  void conditionsOfWhatIsToBeMade(String condition, boolean holds) {
    fixture.allowAlice(allow("rds:*", condition));
    assertThat(mayCreate(r -> r.tags(Tag.builder().key("team").value("x").build())))
        .isEqualTo(holds);
  }

  /** A copy needs its action on both ends; the target has no tags yet. */
  @Test
  void onlySnapshotsOfOnesTeamAreCopied() {
    for (String key : new String[] {"aws:ResourceTag/team", "rds:snapshot-tag/team"}) {
      fixture.allowAlice(
          allow("rds:CopyDBSnapshot", "'StringEquals':{'" + key + "':'x'}"),
          "{'Effect':'Allow','Action':'rds:CopyDBSnapshot','Resource':'arn:aws:rds:*:*:snapshot:copy-*',"
              + "'Condition':{'Bool':{'rds:CopyOptionGroup':'false'}}}");
      assertThat(copy("s-x")).isTrue();
      assertThat(copy("S-X")).isTrue();
      assertThat(copy(RdsArn.snapshot(SCOPE, "s-x").toString())).isTrue();
      assertThat(copy("s-y")).isFalse();
      assertThat(copy("s-none")).isFalse();
    }
  }

  private static boolean copy(String source) {
    return isAllowed(
        rds ->
            rds.copyDBSnapshot(
                r -> r.sourceDBSnapshotIdentifier(source).targetDBSnapshotIdentifier("copy-1")));
  }

  /** A restored instance is what its snapshot and the request make of it. */
  @Test
  void restoresAreAskedForWhatTheyWillBe() {
    fixture.allowAlice(
        allow(
            "rds:RestoreDBInstanceFromDBSnapshot",
            "'StringEqualsIfExists':{'rds:DatabaseEngine':'postgres','rds:DatabaseName':'shop',"
                + "'rds:DatabaseClass':'db.t3.micro'},"
                + "'BoolIfExists':{'rds:StorageEncrypted':'true'}"));
    assertThat(restore("s-x", null)).isTrue();
    assertThat(restore("s-x", "db.r3.8xlarge")).isFalse();
    assertThat(restore("s-y", null)).isFalse();
  }

  private static boolean restore(String snapshot, @Nullable String instanceClass) {
    return isAllowed(
        rds ->
            rds.restoreDBInstanceFromDBSnapshot(
                r ->
                    r.dbInstanceIdentifier("again")
                        .dbSnapshotIdentifier(snapshot)
                        .dbInstanceClass(instanceClass)));
  }

  @Test
  void whatIsThereIsJudgedByItsTagsAndByWhatItIs() {
    Map<String, Consumer<RdsClient>> onX =
        Map.of(
            "snapshot",
            rds ->
                rds.createDBSnapshot(r -> r.dbInstanceIdentifier("db-x").dbSnapshotIdentifier("n")),
            "delete",
            rds -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("DB-X")));
    fixture.allowAlice(
        allow(
            "rds:*",
            "'StringEquals':{'rds:db-tag/team':'x','rds:DatabaseEngine':'postgres'},"
                + "'Bool':{'rds:StorageEncrypted':'false'}"),
        "{'Effect':'Allow','Action':'rds:CreateDBSnapshot','Resource':'arn:aws:rds:*:*:snapshot:*'}");
    onX.forEach((name, call) -> assertThat(isAllowed(call)).as(name).isTrue());
    assertThat(
            isAllowed(
                rds ->
                    rds.createDBSnapshot(
                        r -> r.dbInstanceIdentifier("db-y").dbSnapshotIdentifier("n"))))
        .isFalse();
    assertThat(isAllowed(rds -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("db-y"))))
        .isFalse();
    assertThat(
            isAllowed(
                rds ->
                    rds.addTagsToResource(
                        r ->
                            r.resourceName(RdsArn.instance(SCOPE, "db-y").toString())
                                .tags(Tag.builder().key("team").value("x").build()))))
        .isFalse();
  }
}
