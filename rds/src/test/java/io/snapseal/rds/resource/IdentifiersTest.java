package io.snapseal.rds.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.RdsException;

class IdentifiersTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "A", "db-1", "a1b2", "My-Snapshot-2026"})
  void aGoodNameIsKeptInLowerCase(String name) {
    assertThat(Identifiers.newSnapshot(name, "DBSnapshotIdentifier"))
        .isEqualTo(name.toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1a", "-a", "a-", "a--b", "a_b", "a.b", "rds:a", "ä", "a b", "a\n", "<a>", "a/../b"
      })
  void aBadNameIsRefusedInAwssWords(String name) {
    assertThatThrownBy(() -> Identifiers.newInstance(name))
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"))
        .hasMessageContaining("is not a valid identifier");
  }

  @Test
  void lengthsAreLimited() {
    assertThat(Identifiers.newInstance("a".repeat(63))).hasSize(63);
    assertThatThrownBy(() -> Identifiers.newInstance("a".repeat(64)))
        .isInstanceOf(RdsException.class);
    assertThat(Identifiers.newSnapshot("a".repeat(255), "x")).hasSize(255);
    assertThatThrownBy(() -> Identifiers.newSnapshot("a".repeat(256), "x"))
        .isInstanceOf(RdsException.class);
    assertThatThrownBy(() -> Identifiers.newInstance(null)).isInstanceOf(RdsException.class);
    assertThatThrownBy(() -> Identifiers.newInstance("")).isInstanceOf(RdsException.class);
  }
}
