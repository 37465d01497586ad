package io.snapseal.autopilot.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Tags;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a source: kept, tagged, deleted when its grace is over. */
class SourceRuleTest {
  private final World world = new World();

  private SnapshotReport seal(SourceRule rule) {
    return world.sealOne(world.request("orders-1").source(rule));
  }

  private String supersededBy() {
    return String.valueOf(Tags.supersededBy(world.home.get("orders-1").tagList()));
  }

  @Test
  void isTaggedWithWhatSupersedesItOnce() {
    world.home.snapshot("orders-1", null);

    SnapshotReport report = seal(SourceRule.TAG);
    seal(SourceRule.TAG);

    assertThat(report.failure()).isNull();
    assertThat(supersededBy()).isEqualTo(report.sealedId());
    assertThat(world.aws.count("AddTagsToResource")).isEqualTo(1);
  }

  @Test
  void isDeletedByTheFirstRunAfterItsGrace() {
    world.home.snapshot("orders-1", null);
    SourceRule rule = SourceRule.deleteAfter(Duration.ofDays(30));

    SnapshotReport first = seal(rule);
    world.later(Duration.ofDays(29));
    SnapshotReport second = seal(rule);

    assertThat(first.sourceDeleted()).isFalse();
    assertThat(second.sourceDeleted()).isFalse();
    assertThat(supersededBy()).isEqualTo(first.sealedId());

    world.later(Duration.ofDays(1));
    assertThat(seal(rule).sourceDeleted()).isTrue();
    assertThat(world.home.snapshots()).containsOnlyKeys(String.valueOf(first.sealedId()));
  }

  @Test
  void ofRdsItselfIsNeitherTaggedNorDeleted() {
    world.home.snapshot("rds:orders-1", null);

    world.seal(world.request().source(SourceRule.TAG));
    world.seal(world.request().source(SourceRule.deleteAfter(Duration.ZERO)));

    assertThat(world.home.get("rds:orders-1").tagList()).isEmpty();
  }
}
