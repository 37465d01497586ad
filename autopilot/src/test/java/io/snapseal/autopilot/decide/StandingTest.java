package io.snapseal.autopilot.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.aws.Condition;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Names;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class StandingTest {
  private static final Lineage WANTED = Scenes.ORIGIN;

  private static DBSnapshot.Builder sealed() {
    return DBSnapshot.builder()
        .dbSnapshotIdentifier(Names.sealed(WANTED))
        .status("available")
        .encrypted(true)
        .kmsKeyId(Scenes.KEY)
        .tagList(Tags.ofSealed(WANTED, Route.COPY, List.of()));
  }

  private static Standing of(DBSnapshot.Builder target, String keyArn) {
    return Standing.of(Snapshot.of(target.build()), keyArn, WANTED, false);
  }

  @Test
  void onlyAllFourTogetherAreSealed() {
    assertThat(of(sealed(), Scenes.KEY)).isEqualTo(Standing.SEALED);
    assertThat(of(sealed().status("copying"), Scenes.KEY)).isEqualTo(Standing.PENDING);
    assertThat(of(sealed().encrypted(false), Scenes.KEY)).isEqualTo(Standing.OTHER_KEY);
    assertThat(of(sealed().encrypted(null), Scenes.KEY)).isEqualTo(Standing.OTHER_KEY);
    assertThat(of(sealed(), Scenes.OTHER_KEY)).isEqualTo(Standing.OTHER_KEY);
    assertThat(of(sealed(), "")).isEqualTo(Standing.OTHER_KEY);
    assertThat(of(sealed().tagList(List.of()), Scenes.KEY)).isEqualTo(Standing.FOREIGN);
  }

  @Test
  void anotherKeysOrSourcesSealedSnapshotIsForeign() {
    for (Lineage other :
        List.of(
            WANTED.under(Scenes.OTHER_KEY),
            new Lineage(WANTED.sourceArn() + "2", WANTED.sourceCreated(), Scenes.KEY),
            new Lineage(WANTED.sourceArn(), WANTED.sourceCreated().plusMillis(1), Scenes.KEY))) {
      DBSnapshot.Builder theirs = sealed().tagList(Tags.ofSealed(other, Route.COPY, List.of()));
      assertThat(of(theirs, Scenes.KEY)).isEqualTo(Standing.FOREIGN);
    }
    DBSnapshot.Builder temporary = sealed().tagList(Tags.ofTemporary(WANTED, Route.COPY));
    assertThat(of(temporary, Scenes.KEY)).isEqualTo(Standing.FOREIGN);
  }

  @ParameterizedTest
  @CsvSource({
    "available,AVAILABLE",
    "creating,UNDER_WAY",
    "copying,UNDER_WAY",
    "pending,UNDER_WAY",
    "backing-up,UNDER_WAY",
    "modifying,UNDER_WAY",
    "something-new,UNDER_WAY",
    "deleting,LEAVING",
    "deleted,LEAVING",
    "failed,BROKEN",
    "incompatible-restore,BROKEN",
    "incompatible-parameters,BROKEN",
    "inaccessible-encryption-credentials,BROKEN",
    "inaccessible-encryption-credentials-recoverable,BROKEN",
    "restore-error,BROKEN",
    "stopped,BROKEN"
  })
  void knowsTheEndsAndTakesTheRestForUnderWay(String status, Condition condition) {
    assertThat(Condition.of(status)).isEqualTo(condition);
  }

  @ParameterizedTest
  @ValueSource(strings = {"creating", "copying"})
  void tagsMayLagBehindWhileItIsBeingMade(String status) {
    assertThat(of(sealed().status(status).tagList(List.of()), "")).isEqualTo(Standing.PENDING);
  }
}
