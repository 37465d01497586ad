package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UniqueIdsTest {
  @Test
  void noTwoAreAlikeAndAllAreRandomUuidsByTheirForm() {
    UniqueIds ids = new UniqueIds(new SecureRandom());
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      UUID id = ids.get();
      assertThat(seen.add(id)).isTrue();
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void thoseOfTwoProcessesDiffer() {
    SecureRandom random = new SecureRandom();
    UUID one = new UniqueIds(random).get();
    UUID other = new UniqueIds(random).get();

    assertThat(one.getMostSignificantBits()).isNotEqualTo(other.getMostSignificantBits());
  }
}
