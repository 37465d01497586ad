package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.cluster.ClusterSnapshotKind;
import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbParameterGroupQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/** No request passes a quota, however many come at once. */
class QuotasTest {
  private static final Scope HERE = new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST);
  private static final Quotas SMALL =
      new Quotas(
          Map.of(
              Quota.MANUAL_SNAPSHOTS, 4,
              Quota.CROSS_REGION_COPIES, 2,
              Quota.DB_INSTANCES, 1,
              Quota.DB_PARAMETER_GROUPS, 3));

  @TempDir private static Path home;
  private static RdsFixture fixture;

  @BeforeAll
  static void open() throws IOException {
    Passable.make(home);
    fixture = new RdsFixture(home, new RdsSettings(SMALL, List.of(), Pace.DEFAULT));
    fixture.state.change(
        handle -> {
          DBInstance shop =
              DBInstance.builder()
                  .dbInstanceIdentifier("shop")
                  .dbiResourceId("db-R")
                  .dbInstanceArn("arn:aws:rds:us-east-1:123456789012:db:shop")
                  .dbInstanceStatus("available")
                  .engine("postgres")
                  .engineVersion("17.6")
                  .storageEncrypted(false)
                  .build();
          Tables.INSTANCES.insert(
              handle,
              new Row<>(HERE, "shop", shop, InstanceInternals.ofNew("v", null, null, null)));
        });
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static void snapshots(Scope scope, String prefix, int many, String status, boolean far) {
    fixture.state.change(
        handle -> {
          for (int i = 0; i < many; i++) {
            DBSnapshot shown =
                DBSnapshot.builder()
                    .dbSnapshotIdentifier(prefix + i)
                    .dbSnapshotArn(
                        "arn:aws:rds:%s:%s:snapshot:%s"
                            .formatted(scope.region(), scope.account(), prefix + i))
                    .dbInstanceIdentifier("shop")
                    .snapshotType(prefix.equals("auto") ? "automated" : "manual")
                    .status(status)
                    .sourceRegion(far ? RdsFixture.FIRST : null)
                    .encrypted(false)
                    .build();
            Tables.SNAPSHOTS.insert(
                handle,
                new Row<>(
                    scope,
                    prefix + i,
                    shown,
                    SnapshotInternals.ofNew("s-" + prefix + i, "v", null)));
          }
        });
  }

  @Test
  void twoQuotasOfSnapshotsHaveOneCodeAndTwoMessages() {
    Scope there = HERE.in(RdsFixture.SECOND);
    snapshots(HERE, "auto", 5, "available", false);
    snapshots(HERE, "full", 4, "available", false);
    assertThatThrownBy(
            () ->
                fixture
                    .client()
                    .createDBSnapshot(
                        r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("more")))
        .isInstanceOf(SnapshotQuotaExceededException.class)
        .hasMessageContaining("Cannot create more than 4 manual snapshots");
    snapshots(there, "far", 2, "copying", true);
    assertThatThrownBy(
            () ->
                fixture
                    .client(RdsFixture.SECOND)
                    .copyDBSnapshot(
                        r ->
                            r.sourceDBSnapshotIdentifier(
                                    "arn:aws:rds:us-east-1:123456789012:snapshot:full0")
                                .targetDBSnapshotIdentifier("third")))
        .isInstanceOf(SnapshotQuotaExceededException.class)
        .hasMessageContaining("Cannot copy more than 2 snapshots across regions");
    assertThat(used("ManualSnapshots")).isEqualTo(4);
  }

  /** Of clusters' snapshots every copy names its source. */
  @Test
  void onlyCopiesFromOtherRegionsCountAsSuch() {
    clusterCopies("near", 3, RdsFixture.FIRST);
    clusterCopies("far", 2, RdsFixture.SECOND);
    assertThat(used("CrossRegionClusterSnapshotCopies")).isEqualTo(2);
  }

  private static void clusterCopies(String prefix, int many, String region) {
    String source = "arn:aws:rds:%s:123456789012:cluster-snapshot:source".formatted(region);
    fixture.state.change(
        handle -> {
          for (int i = 0; i < many; i++) {
            DBClusterSnapshot shown =
                DBClusterSnapshot.builder()
                    .dbClusterSnapshotIdentifier(prefix + i)
                    .snapshotType("manual")
                    .status("copying")
                    .sourceDBClusterSnapshotArn(source)
                    .build();
            SnapshotInternals kept = SnapshotInternals.ofNew("c-" + prefix + i, "v", null);
            ClusterSnapshotKind.KIND
                .table()
                .insert(handle, new Row<>(HERE, prefix + i, shown, kept));
          }
        });
  }

  @Test
  void instancesAreCounted() {
    assertThatThrownBy(() -> fixture.createInstance("second", null))
        .isInstanceOf(InstanceQuotaExceededException.class);
    assertThat(used("DBInstances")).isEqualTo(1);
  }

  @Test
  void ofManyAtOnceNoneIsTooMany() throws InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    List<Future<?>> made = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String name = "group-" + i;
      made.add(
          clients.submit(
              () ->
                  fixture
                      .client()
                      .createDBParameterGroup(
                          r ->
                              r.dbParameterGroupName(name)
                                  .dbParameterGroupFamily("postgres17")
                                  .description("one of many"))));
    }
    int refused = 0;
    for (Future<?> one : made) {
      try {
        one.get();
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(DbParameterGroupQuotaExceededException.class);
        refused++;
      }
    }
    clients.shutdown();
    assertThat(refused).isEqualTo(21);
    assertThat(used("DBParameterGroups")).isEqualTo(3);
  }

  @Test
  void whatThereMayBeIsShown() {
    assertThat(fixture.client().describeAccountAttributes().accountQuotas())
        .contains(
            AccountQuota.builder().accountQuotaName("DBSubnetGroups").used(0L).max(50L).build())
        .extracting(AccountQuota::max)
        .contains(4L);
  }

  private static long used(String name) {
    return fixture.client().describeAccountAttributes().accountQuotas().stream()
        .filter(quota -> quota.accountQuotaName().equals(name))
        .findFirst()
        .orElseThrow()
        .used();
  }
}
