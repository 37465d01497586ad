package io.snapseal.rds.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SharedSnapshotQuotaExceededException;

/** The values of the attribute {@code restore}. */
class SharesTest {
  private static final String ONE = "111111111111";
  private static final String TWO = "222222222222";

  @Test
  void whatIsAddedAndRemovedIsASet() {
    assertThat(Shares.changed(List.of(ONE), List.of(TWO, ONE, TWO), List.of()))
        .containsExactly(ONE, TWO);
    assertThat(Shares.changed(List.of(ONE, TWO), List.of("all"), List.of(ONE)))
        .containsExactly(TWO, "all");
    assertThat(Shares.changed(List.of(), List.of(), List.of(ONE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ALL",
        "self",
        "1111-1111-1111",
        "11111111111",
        "1111111111111",
        "*",
        "١١١١١١١١١١١١",
        "arn:aws:iam::111111111111:root",
        "111111111111\n"
      })
  void whatIsNoAccountIsRefused(String value) {
    assertThatThrownBy(() -> Shares.changed(List.of(), List.of(value), List.of()))
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
    assertThatThrownBy(() -> Shares.changed(List.of(), List.of(), List.of(value)))
        .isInstanceOf(RdsException.class);
  }

  @Test
  void nothingAndBothAreRefused() {
    assertThatThrownBy(() -> Shares.changed(List.of(ONE), List.of(), List.of()))
        .isInstanceOf(RdsException.class);
    assertThatThrownBy(() -> Shares.changed(List.of(), List.of(ONE), List.of(ONE)))
        .isInstanceOf(RdsException.class);
  }

  /** Public is no account: it is not counted. */
  @Test
  void twentyAccountsAreTheMost() {
    List<String> twenty =
        LongStream.range(0, 20).mapToObj(i -> Long.toString(300_000_000_000L + i)).toList();
    List<String> shared = Shares.changed(twenty, List.of("all"), List.of());
    assertThat(shared).hasSize(21);
    assertThatThrownBy(() -> Shares.changed(shared, List.of(ONE), List.of()))
        .isInstanceOf(SharedSnapshotQuotaExceededException.class);
    assertThat(Shares.changed(shared, List.of(ONE), List.of(twenty.get(0)))).hasSize(21);
  }
}
