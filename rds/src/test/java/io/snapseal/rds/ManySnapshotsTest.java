package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Lists of thousands, page by page. */
class ManySnapshotsTest {
  private static final Scope OWN = new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST);
  private static final Scope OTHER = new Scope("444455556666", RdsFixture.FIRST);
  private static final int MANY = 10_000;

  @TempDir private static Path home;
  private static RdsFixture fixture;

  @BeforeAll
  static void open() throws IOException {
    Passable.make(home);
    fixture = new RdsFixture(home);
    fixture.state.change(
        handle -> {
          for (int i = 0; i < MANY; i++) {
            Tables.SNAPSHOTS.insert(handle, row(OWN, i, List.of()));
          }
          for (int i = 0; i < 300; i++) {
            Tables.SNAPSHOTS.insert(
                handle, row(OTHER, i, i % 3 == 0 ? List.of("all") : List.of(OWN.account())));
          }
        });
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static Row<DBSnapshot, SnapshotInternals> row(Scope scope, int i, List<String> shared) {
    String id = "snap-%05d".formatted(i);
    DBSnapshot shown =
        DBSnapshot.builder()
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(
                "arn:aws:rds:" + scope.region() + ":" + scope.account() + ":snapshot:" + id)
            .dbInstanceIdentifier("db-" + i % 1000)
            .dbiResourceId("db-R" + i % 1000)
            .engine(i % 2 == 0 ? "postgres" : "mariadb")
            .snapshotType("manual")
            .snapshotCreateTime(Instant.EPOCH)
            .status("available")
            .encrypted(false)
            .build();
    return new Row<>(
        scope, id, shown, SnapshotInternals.ofNew("s-" + id, "v", null).sharedWith(shared));
  }

  private static List<String> ids(DescribeDbSnapshotsResponse page) {
    return page.dbSnapshots().stream().map(DBSnapshot::dbSnapshotIdentifier).toList();
  }

  @Test
  void everySnapshotIsOnOnePage() {
    List<String> all = new ArrayList<>();
    fixture
        .client()
        .describeDBSnapshotsPaginator(r -> r.maxRecords(100))
        .forEach(page -> all.addAll(ids(page)));
    assertThat(all).hasSize(MANY).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void filtersGoOverAllPages() {
    Filter engine = Filter.builder().name("engine").values("mariadb").build();
    Filter instance = Filter.builder().name("db-instance-id").values("db-7", "db-8").build();
    List<String> found = new ArrayList<>();
    fixture
        .client()
        .describeDBSnapshotsPaginator(r -> r.filters(engine, instance).maxRecords(20))
        .forEach(page -> found.addAll(ids(page)));
    assertThat(found)
        .containsExactly(
            "snap-00007",
            "snap-01007",
            "snap-02007",
            "snap-03007",
            "snap-04007",
            "snap-05007",
            "snap-06007",
            "snap-07007",
            "snap-08007",
            "snap-09007");
    assertThat(ids(fixture.client().describeDBSnapshots(r -> r.dbInstanceIdentifier("DB-999"))))
        .hasSize(10);
  }

  @Test
  void whatIsSharedFollowsWhatIsOwned() {
    List<String> shared = new ArrayList<>();
    fixture
        .client()
        .describeDBSnapshotsPaginator(r -> r.snapshotType("shared").maxRecords(30))
        .forEach(page -> shared.addAll(ids(page)));
    assertThat(shared).hasSize(200).isSorted().allMatch(id -> id.startsWith("arn:"));
    List<String> all = new ArrayList<>();
    fixture
        .client()
        .describeDBSnapshotsPaginator(r -> r.includeShared(true).includePublic(true))
        .forEach(page -> all.addAll(ids(page)));
    assertThat(all).hasSize(MANY + 300).doesNotHaveDuplicates();
  }

  @Test
  void aMarkerStaysRightWhenWhatItNamesIsGone() {
    DescribeDbSnapshotsResponse first =
        fixture.client(RdsFixture.FIRST).describeDBSnapshots(r -> r.maxRecords(20));
    fixture.state.change(handle -> Tables.SNAPSHOTS.delete(handle, OWN, "snap-00019"));
    assertThat(
            ids(fixture.client().describeDBSnapshots(r -> r.maxRecords(20).marker(first.marker()))))
        .startsWith("snap-00020");
    fixture.state.change(handle -> Tables.SNAPSHOTS.insert(handle, row(OWN, 19, List.of())));
  }

  @Test
  void anUnknownFilterAndAWrongSizeAreRefused() {
    Filter odd = Filter.builder().name("color").values("red").build();
    assertThatThrownBy(() -> fixture.client().describeDBSnapshots(r -> r.filters(odd)))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("Unrecognized filter name: color");
    assertThatThrownBy(() -> fixture.client().describeDBSnapshots(r -> r.maxRecords(101)))
        .hasMessageContaining("Must be between 20 and 100");
  }
}
