package io.snapseal.autopilot.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snapseal.autopilot.decide.SourceRule;
import io.snapseal.autopilot.decide.Verification;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy file says, and where it does not say what it means. */
class PolicyTest {
  private static final String WHOLE =
      """
      version: 1
      keys:
        us-east-1: alias/backup
        eu-west-1: alias/backup-eu
      rules:
        - name: scratch
          match: {databases: ["scratch-*"]}
          leave: true
        - name: production
          match:
            accounts: ["123456789012"]
            regions: us-*
            engines: [postgres, "aurora-*"]
            kinds: [instance, cluster]
            types: [manual, automated]
            tags: {env: "prod*"}
            older-than: 1d
            newer-than: 400d
          copy-to: [eu-west-1]
          route: restore
          verify: restore
          source: delete
          delete-after: 30d
        - name: rest
          key: alias/legacy
          copy-to: {ap-south-1: alias/there}
          source: tag
      restore:
        instance-class: db.t3.medium
        subnet-group: private
        security-groups: [sg-1]
      budgets: {concurrent: 7, snapshots: 50, storage-gib: 1000, wait: 2h}
      """;

  private final World world = new World();
  private final Policy policy = Policy.parse(WHOLE);

  private Optional<String> rule(Snapshot snapshot) {
    return policy
        .ruleFor("123456789012", World.HOME, snapshot, world.clock.instant())
        .map(Rule::name);
  }

  private Snapshot snapshot(String id, String env) {
    return Snapshot.of(world.home.snapshot(id, null, Tags.tag("env", env)));
  }

  @Test
  void everyEntryIsRead() {
    Rule production = policy.rules().get(1);
    assertThat(production.keyIn("us-east-1", policy.keys())).isEqualTo("alias/backup");
    assertThat(production.keyIn("us-west-2", policy.keys())).isNull();
    assertThat(production.copiesFrom("us-east-1", policy.keys()))
        .containsExactlyEntriesOf(java.util.Map.of("eu-west-1", "alias/backup-eu"));
    assertThat(production.copiesFrom("eu-west-1", policy.keys())).isEmpty();
    assertThat(production.route()).isEqualTo(Route.RESTORE);
    assertThat(production.verification()).isEqualTo(Verification.RESTORE);
    assertThat(production.source()).isEqualTo(SourceRule.deleteAfter(Duration.ofDays(30)));
    assertThat(policy.rules().get(2).copyTo()).containsEntry("ap-south-1", "alias/there");
    assertThat(policy.rules().get(2).source()).isEqualTo(SourceRule.TAG);
    assertThat(policy.restores().subnetGroup()).isEqualTo("private");
    assertThat(policy.budgets()).isEqualTo(new Budgets(7, 50, 1000, Duration.ofHours(2)));
  }

  @Test
  void theFirstRuleThatFitsCounts() {
    assertThat(rule(snapshot("orders-1", "production"))).contains("production");
    assertThat(rule(snapshot("orders-1", "test"))).contains("rest");
    assertThat(rule(snapshot("rds:orders-1", "prod"))).contains("production");
    world.clock.advance(Duration.ofDays(500));
    assertThat(rule(snapshot("young", "prod"))).contains("production");
    Snapshot scratch =
        Snapshot.of(
            world.home.snapshot("s", null).toBuilder().dbInstanceIdentifier("scratch-7").build());
    assertThat(rule(scratch)).isEmpty();
    Snapshot shared =
        Snapshot.of(world.home.snapshot("t", null).toBuilder().snapshotType("shared").build());
    assertThat(rule(shared)).as("is another account's, and must be named").isEmpty();
  }

  @Test
  void ageIsBounded() {
    Snapshot old = snapshot("orders-1", "prod");
    assertThat(rule(old)).contains("production");
    world.clock.advance(Duration.ofDays(500));
    assertThat(rule(old)).contains("rest");
    Snapshot fresh =
        Snapshot.of(
            world.home.snapshot("n", null, Tags.tag("env", "prod")).toBuilder()
                .snapshotCreateTime(world.clock.instant())
                .build());
    assertThat(rule(fresh)).contains("rest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|1|empty",
        "version: 2|1|version 2",
        "version: 1|1|no rule",
        "version: 1\\nrules: [{nmae: x}]|2|'nmae' is not known",
        "version: 1\\nrulez: []|2|'rulez' is not known",
        "version: 1\\nrules:\\n- name: a\\n  route: fly|4|'fly' is none of auto, copy, restore, cluster",
        "version: 1\\nrules:\\n- name: a\\n  verify: maybe|4|none of metadata, restore",
        "version: 1\\nrules:\\n- name: a\\n  source: burn|4|none of keep, tag, delete",
        "version: 1\\nrules:\\n- name: a\\n  delete-after: 3d|4|sources to be deleted",
        "version: 1\\nrules:\\n- name: a\\n  source: delete\\n  delete-after: soon|5|no duration",
        "version: 1\\nrules:\\n- name: a\\n  copy-to: [eu-west-1]|4|no key for copies",
        "version: 1\\nrules:\\n- match:\\n    types: [weekly]|4|none of manual",
        "version: 1\\nrules:\\n- match:\\n    kinds: [table]|4|none of instance, cluster",
        "version: 1\\nrules:\\n- match:\\n    accounts: [12]|4|no account",
        "version: 1\\nrules:\\n- match:\\n    colour: red|4|'colour' is not known",
        "version: 1\\nrules:\\n- leave: perhaps|3|neither true nor false",
        "version: 1\\nrules: [{name: a}]\\nbudgets: {concurrent: 0}|3|from 1 to 100",
        "version: 1\\nrules: [{name: a}]\\nversion: 1|3|given twice",
        "version: 1\\nrules: [{name: a|2|not YAML",
        "[1]|1|must be a mapping",
      })
  void aMistakeIsNamedWithItsLineAndItsFix(String yaml, int line, String said) {
    PolicyException mistake =
        catchThrowableOfType(PolicyException.class, () -> Policy.parse(yaml.replace("\\n", "\n")));
    assertThat(mistake).isNotNull();
    assertThat(mistake.line()).as(mistake.getMessage()).isEqualTo(line);
    assertThat(mistake).hasMessageContaining(said);
    assertThat(mistake.fix()).endsWith(".");
  }
}
