package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        "..",
        ".",
        "a/../b",
        "a/./b",
        ".hidden",
        "a/.b",
        "a b",
        "a\0",
        "a\\b",
        "ä",
        "a\n",
        "1/2/3/4/5/6/7"
      })
  void namesThatCouldLeaveAStorageAreNone(String value) {
    assertThatThrownBy(() -> new ObjectName(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesInUseAreNames() {
    assertThat(new ObjectName("volumes/vol-1/keys/0.json").last()).isEqualTo("0.json");
    assertThat(new ObjectName("snapshots/rds:db-2026-01-01.manifest").value()).isNotEmpty();
  }

  @Test
  void partsHaveALimit() {
    assertThat(ObjectName.requirePart("a".repeat(200))).hasSize(200);
    assertThatThrownBy(() -> ObjectName.requirePart("a".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
