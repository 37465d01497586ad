package io.snapseal.autopilot.prove;

import static io.snapseal.autopilot.fake.World.AWAY;
import static io.snapseal.autopilot.fake.World.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.act.RestoreCheck;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class VerifyTest {
  private final World world = new World();

  private SnapshotReport sealed() {
    world.home.snapshot("orders-1", null);
    return world.sealOne(world.request("orders-1").copyTo(Map.of(AWAY, "backup-eu")));
  }

  private VerifyReport.Snapshot verify(String region, String id, boolean restore, String key) {
    VerifyReport report = world.autopilot().verify(region, List.of(id), restore, Optional.of(key));
    assertThat(report.snapshots()).hasSize(1);
    return report.snapshots().get(0);
  }

  private static List<String> failed(VerifyReport.Snapshot of) {
    return of.checks().stream()
        .filter(check -> !check.passed())
        .map(VerifyReport.Check::name)
        .toList();
  }

  @Test
  void provesASealedSnapshotAndItsCopy() {
    SnapshotReport sealed = sealed();
    VerifyReport.Snapshot home = verify(HOME, String.valueOf(sealed.sealedId()), true, "backup");
    VerifyReport.Snapshot away = verify(AWAY, sealed.copies().get(0).id(), true, "backup-eu");
    assertThat(home.checks())
        .extracting(VerifyReport.Check::name)
        .containsExactly(
            "exists", "available", "encrypted", "key", "expected-key", "lineage", "restore");
    assertThat(home.passed()).isTrue();
    assertThat(away.passed()).isTrue();
    assertThat(world.home.instances()).isEmpty();
    assertThat(world.away.instances()).isEmpty();
  }

  @Test
  void testsAnewWhateverATagSays() {
    world.home.snapshot("orders-1", null);
    SnapshotReport sealed = world.sealOne(world.everything("orders-1"));
    world.check = (region, snapshot, restored) -> new RestoreCheck.Verdict(false, "empty");

    VerifyReport.Snapshot report = verify(HOME, String.valueOf(sealed.sealedId()), true, "backup");

    assertThat(failed(report)).containsExactly("restore");
    assertThat(world.home.instances()).isEmpty();
  }

  @Test
  void changesNothingButTemporaryInstances() {
    String id = String.valueOf(sealed().sealedId());
    DBSnapshot before = world.home.get(id);
    verify(HOME, id, true, "backup");
    assertThat(world.home.get(id)).isEqualTo(before);
    assertThat(world.home.snapshots()).hasSize(2);
  }

  @Test
  void namesEachThingThatIsWrong() {
    world.home.snapshot("none", null);
    world.home.snapshot("other", world.otherKey);
    assertThat(failed(verify(HOME, "none", true, "backup")))
        .containsExactly("encrypted", "key", "expected-key");
    assertThat(failed(verify(HOME, "other", true, "backup"))).containsExactly("expected-key");
    assertThat(failed(verify(HOME, "nothing", true, "backup"))).containsExactly("exists");
    assertThat(world.aws.count("RestoreDBInstanceFromDBSnapshot")).isZero();
  }

  @Test
  void seesTagsThatLieAboutTheKey() {
    String id = String.valueOf(sealed().sealedId());
    world.home.put(world.home.get(id).toBuilder().kmsKeyId(world.otherKey).build());
    assertThat(failed(verify(HOME, id, false, "legacy"))).containsExactly("lineage");
  }

  @Test
  void aDisabledKeyFails() {
    String id = String.valueOf(sealed().sealedId());
    world.aws.kms(HOME).state(world.key, KeyState.DISABLED);
    assertThat(failed(verify(HOME, id, true, "backup"))).contains("key", "expected-key");
  }

  @Test
  void acceptsAnArnAndRefusesThatOfAnotherRegion() {
    String arn = String.valueOf(sealed().sealedArn());
    assertThat(verify(HOME, arn, false, "backup").passed()).isTrue();
    assertThat(failed(verify(AWAY, arn, false, "backup-eu"))).containsExactly("exists");
  }
}
