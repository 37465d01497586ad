package io.snapseal.blockstore.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.blockstore.UnstorableFileException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/..", "../a", "a\0b", "\uD800"})
  void pathsThatLeaveTheSnapshotAreNone(String path) {
    assertThatThrownBy(() -> TreePath.of(path)).isInstanceOf(UnstorableFileException.class);
  }

  @Test
  void bytesThatAreNotUtf8AreNone() {
    assertThatThrownBy(() -> TreePath.of(new byte[] {(byte) 0xc3, 0x28}))
        .isInstanceOf(UnstorableFileException.class);
    assertThatThrownBy(() -> TreePath.of("../x".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnstorableFileException.class);
  }

  @Test
  void lengthsHaveLimits() {
    assertThat(TreePath.of("ä".repeat(127)).utf8()).hasSize(254);
    assertThatThrownBy(() -> TreePath.of("ä".repeat(128)))
        .isInstanceOf(UnstorableFileException.class);
    assertThatThrownBy(() -> TreePath.of("abcdefg/".repeat(512) + "x"))
        .isInstanceOf(UnstorableFileException.class);
  }

  @Test
  void aDirectoryComesBeforeWhatIsInItAndThatBeforeItsSiblings() {
    List<String> sorted =
        Stream.of("ab", "a.txt", "a/z", "a", "a/b/c", "a/b", "a/b.c", "é", "z", "a b")
            .map(TreePath::of)
            .sorted()
            .map(TreePath::text)
            .toList();
    assertThat(sorted)
        .containsExactly("a", "a/b", "a/b/c", "a/b.c", "a/z", "a b", "a.txt", "ab", "z", "é");
  }
}
