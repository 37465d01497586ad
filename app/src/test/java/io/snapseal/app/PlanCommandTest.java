package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.engine.simulated.SimulatedEngines;
import io.snapseal.iam.AccessKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * From a policy file to a plan, and from the plan to sealed snapshots of an instance and of a
 * cluster, by a user who has no more than {@code policy role} prints.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlanCommandTest {
  private static final String FIRST = "us-east-1";
  private static final String SECOND = "eu-west-1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path temp;
  private static PrivateRegion region;
  private static Connection connection;
  private static Map<String, String> signed = Map.of();
  private static Path policy = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    region =
        PrivateRegion.start(
            new RegionOptions(
                    temp.resolve("home"),
                    "127.0.0.1",
                    0,
                    List.of(FIRST, SECOND),
                    "123456789012",
                    Optional.empty())
                .simulating(SimulatedEngines.names(), true),
            Map.of());
    AccessKey root = Credentials.read(region.home().credentials());
    connection =
        new Connection(
            region.endpoint(),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(root.id(), root.secret().reveal())),
            List.of(FIRST, SECOND));
    String here = key(connection.kms(FIRST));
    String there = key(connection.kms(SECOND));
    snapshots(connection.rds(FIRST));
    signed = user(Cli.run("policy", "role", "--key", here, "--key", there).out());
    policy =
        Files.writeString(
            temp.resolve("policy.yaml"),
            """
            version: 1
            keys: {us-east-1: alias/backup, eu-west-1: alias/backup}
            rules:
              - name: all
                copy-to: [eu-west-1]
                source: delete
                delete-after: 30d
            """);
  }

  @AfterAll
  static void stop() {
    connection.close();
    region.close();
  }

  private static String key(KmsClient kms) {
    String arn = kms.createKey(r -> {}).keyMetadata().arn();
    kms.createAlias(r -> r.aliasName("alias/backup").targetKeyId(arn));
    return arn;
  }

  private static void snapshots(RdsClient rds) {
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("mysql")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername("shopkeeper")
                .masterUserPassword("correct-horse")
                .backupRetentionPeriod(0));
    Waiting.forInstance(rds, "shop");
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("plain"));
    rds.createDBCluster(
        r ->
            r.dbClusterIdentifier("mall")
                .engine("aurora-postgresql")
                .masterUsername("shopkeeper")
                .masterUserPassword("correct-horse")
                .storageEncrypted(false));
    while (!"available".equals(rds.describeDBClusters().dbClusters().get(0).status())) {
      Waiting.pause();
    }
    rds.createDBClusterSnapshot(
        r -> r.dbClusterIdentifier("mall").dbClusterSnapshotIdentifier("open"));
  }

  private static Map<String, String> user(String document) {
    try (IamClient iam = connection.client(IamClient.builder(), Region.US_EAST_1.id())) {
      iam.createUser(r -> r.userName("sealer"));
      iam.putUserPolicy(r -> r.userName("sealer").policyName("p").policyDocument(document));
      software.amazon.awssdk.services.iam.model.AccessKey made =
          iam.createAccessKey(r -> r.userName("sealer")).accessKey();
      return Map.of(
          "AWS_ACCESS_KEY_ID", made.accessKeyId(), "AWS_SECRET_ACCESS_KEY", made.secretAccessKey());
    }
  }

  private static Cli.Result snapseal(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--endpoint-url", region.endpoint().toString(), "--region", FIRST));
    return Cli.run(signed, all.toArray(String[]::new));
  }

  private static JsonNode document(Cli.Result result) throws Exception {
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    return JSON.readTree(result.out());
  }

  @Test
  @Order(1)
  void aMistakeInThePolicyIsNamedWithItsLine() throws Exception {
    Path wrong =
        Files.writeString(temp.resolve("wrong.yaml"), "version: 1\nrules:\n  - nmae: all\n");
    Cli.Result result = snapseal("plan", "--policy", wrong.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("line 3", "'nmae' is not known", "fix:");
  }

  @Test
  @Order(2)
  void thePlanIsMadeReviewedAndDone() throws Exception {
    Cli.Result planned = snapseal("plan", "--policy", policy.toString(), "--output", "json");
    JsonNode plan = document(planned);
    assertThat(plan.at("/items")).hasSize(2);
    assertThat(plan.at("/regions/0/quotas")).hasSize(2);
    assertThat(connection.rds(FIRST).describeDBSnapshots().dbSnapshots()).hasSize(1);
    Path file = Files.writeString(temp.resolve("plan.json"), planned.out());

    Cli.Result unasked = snapseal("seal", "--plan", file.toString());
    assertThat(unasked.exitCode()).isEqualTo(2);
    assertThat(unasked.err()).contains("deleting sources needs a yes");
    Cli.Result passedOver = snapseal("seal", "--plan", file.toString(), "--delete-source", "--yes");
    assertThat(passedOver.exitCode()).isEqualTo(2);
    assertThat(passedOver.err()).contains("--delete-source is given beside a file");

    JsonNode done =
        document(snapseal("seal", "--plan", file.toString(), "--yes", "--output", "json"));

    assertThat(done.findValuesAsText("outcome")).containsExactly("SEALED", "SEALED");
    assertThat(done.findValuesAsText("route")).containsExactlyInAnyOrder("COPY", "CLUSTER");
    RdsClient rds = connection.rds(FIRST);
    assertThat(rds.describeDBClusterSnapshots().dbClusterSnapshots())
        .filteredOn(one -> one.storageEncrypted())
        .hasSize(1);
    assertThat(rds.describeDBClusters().dbClusters()).hasSize(1);
    assertThat(rds.describeDBInstances().dbInstances()).hasSize(1);
    assertThat(connection.rds(SECOND).describeDBClusterSnapshots().dbClusterSnapshots()).hasSize(1);
  }

  @Test
  @Order(3)
  void afterwardsThereIsNothingToDoAndScanSaysWhatIsSuperseded() throws Exception {
    JsonNode plan =
        document(snapseal("seal", "--policy", policy.toString(), "--dry-run", "--output", "json"));
    assertThat(plan.at("/items")).allMatch(item -> item.at("/steps").isEmpty());

    Cli.Result scanned = snapseal("scan", "--key", "alias/backup");
    assertThat(scanned.out()).contains("manual cluster", "open-sealed-", "plain-sealed-");
  }

  @Test
  @Order(4)
  void theReportIsAFileForItsOwnerOrADocument() throws Exception {
    JsonNode report = document(snapseal("report", "--key", "alias/backup", "--output", "json"));
    assertThat(report.at("/snapshots").findValuesAsText("supersededBy")).hasSize(2);
    assertThat(report.at("/complete").asBoolean()).isTrue();
    assertThat(document(snapseal("report", "--format", "ocsf")).at("/0/class_uid").asInt())
        .isEqualTo(2003);

    Path page = temp.resolve("report.html");
    assertThat(snapseal("report", "--out", page.toString()).exitCode()).isZero();
    assertThat(page).content().startsWith("<!doctype html>").contains("plain-sealed-");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    assertThat(snapseal("report", "--out", page.toString()).err()).contains("is there already");
    assertThat(snapseal("report", "--format", "csv", "--output", "json").exitCode()).isEqualTo(2);
  }

  @Test
  @Order(5)
  void aPlanThatIsNoneIsRefused() throws Exception {
    Path file = Files.writeString(temp.resolve("none.json"), "{\"version\": 1, \"colour\": 2}");
    Cli.Result result = snapseal("seal", "--plan", file.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is no plan", "snapseal plan");
  }
}
