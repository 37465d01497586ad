package io.snapseal.autopilot.plan;

import static io.snapseal.autopilot.fake.World.AWAY;
import static io.snapseal.autopilot.fake.World.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.autopilot.act.RestoreSettings;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.FakeFaults;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Protection;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.policy.Policy;
import io.snapseal.autopilot.seal.Outcome;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KeyState;

/** A plan says what would be done, changes nothing, and is done as it was said. */
class PlanTest {
  private static final String POLICY =
      """
      version: 1
      keys: {us-east-1: alias/backup, eu-west-1: alias/backup-eu}
      rules:
        - name: legacy
          match: {ids: ["legacy-*"]}
          leave: true
        - name: all
          copy-to: [eu-west-1]
          verify: restore
          source: delete
      """;

  private final World world = new World();

  private Plan plan(String policy) {
    return world.autopilot().plan(Policy.parse(policy), List.of(HOME));
  }

  private static Plan.Item item(Plan plan, String id) {
    return plan.items().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> codes(List<Failure> failures) {
    return failures.stream().map(Failure::code).toList();
  }

  private static String simple(String more) {
    return "version: 1\nkeys: {us-east-1: backup}\nrules: [{name: all" + more + "}]\n";
  }

  @Test
  void saysEverythingAndChangesNothing() {
    world.home.snapshot("orders-1", null);
    world.home.snapshot("legacy-1", null);
    world.home.clusters().snapshot("shop-1", null);

    Plan plan = plan(POLICY);

    assertThat(plan.items()).hasSize(2);
    assertThat(plan.blocked()).isFalse();
    Plan.Item orders = item(plan, "orders-1");
    assertThat(orders.route()).isEqualTo(Route.COPY);
    assertThat(orders.protection()).isEqualTo(Protection.NONE);
    assertThat(orders.key()).isEqualTo(world.key);
    assertThat(orders.temporaries()).hasSize(1).allMatch(id -> id.startsWith("snapseal-"));
    Plan.Item shop = item(plan, "shop-1");
    assertThat(shop.route()).isEqualTo(Route.CLUSTER);
    assertThat(shop.temporaries()).as("two clusters with an instance each").hasSize(4);
    assertThat(shop.steps())
        .extracting(step -> step.step())
        .containsSubsequence("restore", "snapshot", "verify", "delete-source")
        .contains("copy-to " + AWAY, "clean-up");
    assertThat(plan.regions()).extracting(Plan.Region::region).containsExactly(HOME, AWAY);
    assertThat(plan.regions()).extracting(Plan.Region::newGib).containsExactly(200L, 200L);
    assertThat(world.aws.calls()).isNotEmpty().allMatch(call -> call.startsWith("Describe"));
  }

  @Test
  void isDoneAsItWasSaid() {
    world.home.snapshot("orders-1", null);
    world.home.snapshot("legacy-1", null);
    world.home.clusters().snapshot("shop-1", null);
    Plan plan = plan(POLICY);

    FleetReport report = world.autopilot().apply(plan);

    assertThat(report.failed()).isFalse();
    assertThat(report.reports().stream().flatMap(one -> one.snapshots().stream()))
        .extracting(SnapshotReport::outcome)
        .containsExactly(Outcome.SEALED, Outcome.SEALED);
    assertThat(world.home.snapshots()).hasSize(2).containsKey("legacy-1");
    assertThat(world.home.clusters().snapshots()).hasSize(1);
    assertThat(world.away.everySnapshot()).hasSize(2);
    assertThat(world.home.databases()).isEmpty();

    Plan after = plan(POLICY);
    assertThat(after.items()).allMatch(item -> item.steps().isEmpty());
    long calls = world.aws.calls().size();
    assertThat(world.autopilot().apply(after).reports()).isEmpty();
    assertThat(world.aws.calls()).hasSize((int) calls);
  }

  /** The plan was made, reviewed for a day, and meanwhile somebody else took the name. */
  @Test
  void aSnapshotThatIsAnotherByNowIsRefused() {
    world.home.snapshot("orders-1", null);
    Plan plan = plan(simple(""));
    world.later(Duration.ofDays(1));
    world.home.snapshot("orders-1", null);

    FleetReport report = world.autopilot().apply(plan);

    assertThat(World.code(report.reports().get(0).snapshots().get(0))).isEqualTo("PlanStale");
    assertThat(world.home.snapshots()).hasSize(1);
  }

  @Test
  void aPlanOfAnotherAccountIsRefused() {
    Plan plan =
        new Plan(
            1, "999999999999", "now", List.of(), List.of(), RestoreSettings.defaults(), 1, "PT1H");
    assertThatThrownBy(() -> world.autopilot().apply(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("999999999999");
  }

  @Test
  void aKeyThatCannotBeUsedBlocksWithItsReason() {
    world.home.snapshot("orders-1", null);
    world.aws.kms(HOME).state(world.key, KeyState.PENDING_DELETION);

    Plan plan = plan(simple(""));

    assertThat(codes(item(plan, "orders-1").blockers())).containsExactly("KeyPendingDeletion");
    assertThat(item(plan, "orders-1").blockers().get(0).fix()).contains("cancel-key-deletion");
    assertThat(plan.blocked()).isTrue();
    assertThat(world.autopilot().apply(plan).reports()).isEmpty();
  }

  @Test
  void aRegionWithoutKeyBlocksWhatIsThere() {
    world.away.snapshot("orders-1", null);
    Plan plan = world.autopilot().plan(Policy.parse(simple("")), List.of(AWAY));
    assertThat(codes(item(plan, "orders-1").blockers())).containsExactly("NoKeyNamed");
  }

  @Test
  void whatHasTheNameIsABlocker() {
    world.home.snapshot("orders-1", null);
    String sealed = String.valueOf(world.sealOne(world.request("orders-1")).sealedId());
    World fresh = new World();
    fresh.home.snapshot("orders-1", null);
    fresh.home.snapshot(sealed, null);

    Plan plan = fresh.autopilot().plan(Policy.parse(simple("")), List.of(HOME));

    assertThat(codes(item(plan, "orders-1").blockers())).containsExactly("NameTaken");
  }

  @Test
  void aRouteThatIsNotAllowedIsABlockerAndWhatIsNotSupportedIsNamed() {
    world.home.clusters().snapshot("shop-1", null);
    world.home.put(world.home.snapshot("custom", null).toBuilder().engine("custom-x").build());

    Plan plan = plan(simple(", route: copy"));

    assertThat(codes(item(plan, "shop-1").blockers())).containsExactly("RouteImpossible");
    assertThat(item(plan, "custom").outcome()).isEqualTo(Outcome.NOT_SUPPORTED);
    assertThat(codes(item(plan, "custom").blockers())).containsExactly("SnapshotNotSupported");
  }

  @Test
  void aQuotaThatDoesNotSufficeBlocksTheRegion() {
    world.home.quotas(4, 20, 40);
    for (int i = 0; i < 3; i++) {
      world.home.snapshot("orders-" + i, null);
    }

    Plan plan = plan(simple(""));

    Plan.Region region = plan.regions().get(0);
    assertThat(region.quotas()).contains(new Plan.Quota("ManualSnapshots", 3, 4, 3));
    assertThat(codes(region.blockers())).containsExactly("SnapshotQuotaExceeded");
    assertThat(region.blockers().get(0).message()).contains("3 of 4 are used, 3 more are needed");
  }

  @Test
  void quotasThatMayNotBeAskedForAreNoBlocker() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.operation().equals("DescribeAccountAttributes")) {
              throw FakeFaults.rds("AccessDenied", "no");
            }
          }
        });

    Plan plan = plan(simple(""));

    assertThat(plan.blocked()).isFalse();
    assertThat(plan.regions().get(0).quotas()).isEmpty();
  }

  @Test
  void aBudgetLeavesTheRestForAnotherRun() {
    for (int i = 0; i < 3; i++) {
      world.home.snapshot("orders-" + i, null);
    }
    String policy = simple("") + "budgets: {snapshots: 2}\n";

    Plan plan = plan(policy);
    world.autopilot().apply(plan);

    assertThat(codes(item(plan, "orders-2").blockers())).containsExactly("BudgetSpent");
    assertThat(world.home.snapshots()).hasSize(5);
    world.autopilot().apply(plan(policy));
    assertThat(world.home.snapshots()).hasSize(6);
  }

  @Test
  void aRegionThatDoesNotAnswerIsABlockerOfItsOwn() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.region().equals(AWAY)) {
              throw FakeFaults.rds("AccessDenied", "no");
            }
          }
        });

    Plan plan = world.autopilot().plan(Policy.parse(simple("")), List.of(AWAY, HOME));

    assertThat(codes(plan.regions().get(0).blockers())).containsExactly("AccessDenied");
    assertThat(item(plan, "orders-1").blockers()).isEmpty();
  }
}
