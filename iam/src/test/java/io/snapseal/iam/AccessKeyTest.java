package io.snapseal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class AccessKeyTest {
  @Test
  void aNewKeyLooksLikeAwss() {
    AccessKey key = AccessKey.random(new SecureRandom());
    assertThat(key.id()).matches("AKIA[A-Z2-7]{16}");
    assertThat(key.secret().reveal()).matches("[A-Za-z0-9+/]{40}");
    assertThat(AccessKey.random(new SecureRandom())).isNotEqualTo(key);
  }

  @Test
  void aSecretDoesNotPrint() {
    AccessKey key = new AccessKey("AKIAIOSFODNN7EXAMPLE", SecretKey.of("hush"));
    assertThat(key.toString()).doesNotContain("hush");
    assertThat(key.secret()).isEqualTo(SecretKey.of("hush")).isNotEqualTo(SecretKey.of("hus"));
  }

  @Test
  void anIdOutsideTheModelIsRefused() {
    assertThatThrownBy(() -> new AccessKey("short", SecretKey.of("s")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
