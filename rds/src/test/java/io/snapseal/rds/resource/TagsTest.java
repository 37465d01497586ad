package io.snapseal.rds.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

class TagsTest {
  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void aCopyCarriesTagsOnlyIfAsked() {
    List<Tag> source = List.of(tag("team", "a"), tag("aws:cloudformation:stack", "s"));

    assertThat(Tags.ofCopy(source, false, List.of())).isEmpty();
    assertThat(Tags.ofCopy(source, true, List.of(tag("team", "b"), tag("x", "y"))))
        .containsExactly(tag("team", "b"), tag("x", "y"));
  }

  @Test
  void reservedAndOversizedTagsAreRefused() {
    for (Tag bad :
        List.of(
            tag("aws:x", "1"),
            tag("rds:x", "1"),
            tag("", "1"),
            tag("k".repeat(129), "1"),
            tag("k", "v".repeat(257)))) {
      assertThatThrownBy(() -> Tags.ofNew(List.of(bad))).isInstanceOf(RdsException.class);
    }
  }

  @Test
  void fiftyTagsAreTheMost() {
    List<Tag> fifty = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
    assertThat(Tags.ofNew(fifty)).hasSize(50);
    assertThat(Tags.added(fifty, List.of(tag("k0", "other")))).hasSize(50);
    assertThatThrownBy(() -> Tags.added(fifty, List.of(tag("more", "v"))))
        .hasMessageContaining("at most 50");
    assertThat(Tags.removed(fifty, List.of("k0", "k1"))).hasSize(48);
  }
}
