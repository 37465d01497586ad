package io.snapseal.rds.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.state.Scope;
import org.junit.jupiter.api.Test;

class RdsArnTest {
  private static final Scope SCOPE = new Scope("123456789012", "us-east-1");

  @Test
  void anAutomatedSnapshotsIdHoldsAColon() {
    RdsArn arn =
        RdsArn.snapshotNamed(SCOPE, "arn:aws:rds:eu-west-1:123456789012:snapshot:rds:db-1");
    assertThat(arn.id()).isEqualTo("rds:db-1");
    assertThat(arn.scope()).isEqualTo(SCOPE.in("eu-west-1"));
    assertThat(arn).hasToString("arn:aws:rds:eu-west-1:123456789012:snapshot:rds:db-1");
  }

  @Test
  void aNameIsOfTheCallersOwnScope() {
    assertThat(RdsArn.snapshotNamed(SCOPE, "Legacy")).isEqualTo(RdsArn.snapshot(SCOPE, "legacy"));
  }

  @Test
  void whatIsNoSnapshotsArnIsRefused() {
    for (String bad :
        new String[] {
          "arn:aws:rds:us-east-1:123456789012:db:x", "arn:", "arn:aws:rds:us-east-1:1:snapshot:x"
        }) {
      assertThatThrownBy(() -> RdsArn.snapshotNamed(SCOPE, bad))
          .as(bad)
          .hasMessageContaining("ARN");
    }
    assertThat(RdsArn.parse("nonsense")).isEmpty();
  }
}
