package io.snapseal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

class MembersTest {
  private static final Members MEMBERS =
      Members.parse("# a comment\n\nCreateDBSnapshot DBSnapshotIdentifier Tags\nListKeys\n");

  /** The SDK writes Db where the wire has DB. */
  @Test
  void anOperationIsFoundAsTheSdkSpellsIt() {
    CreateDbSnapshotRequest request =
        CreateDbSnapshotRequest.builder().dbSnapshotIdentifier("s").build();
    assertThat(Members.operation(request)).isEqualTo("CreateDbSnapshot");
    assertThat(MEMBERS.of("CreateDbSnapshot")).containsExactly("DBSnapshotIdentifier", "Tags");
    assertThat(MEMBERS.of("ListKeys")).isEmpty();
    assertThat(MEMBERS.of("Nothing")).isEmpty();
    assertThat(MEMBERS.firstOther(request)).isEmpty();
  }

  @Test
  void theFirstOtherMemberIsNamed() {
    assertThat(
            MEMBERS.firstOther(
                CreateDbSnapshotRequest.builder()
                    .dbSnapshotIdentifier("s")
                    .dbInstanceIdentifier("i")
                    .build()))
        .contains("DBInstanceIdentifier");
  }

  /** Neither what the SDK puts there for a list that was not given, nor an empty one, is one. */
  @Test
  void emptyListsAreNotGiven() {
    assertThat(Members.given(CreateDbSnapshotRequest.builder().build())).isEmpty();
    assertThat(Members.given(CreateDbSnapshotRequest.builder().tags(List.of()).build())).isEmpty();
    assertThat(Members.given(CreateDbSnapshotRequest.builder().tags(Tag.builder().build()).build()))
        .containsExactly("Tags");
  }

  @Test
  void twoRowsForOneOperationAreASlipOfThePen() {
    assertThatThrownBy(() -> Members.parse("ListKeys Limit\nlistkeys Marker"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("listkeys");
  }
}
