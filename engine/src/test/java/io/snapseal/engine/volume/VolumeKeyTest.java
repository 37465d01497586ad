package io.snapseal.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VolumeKeyTest {
  private static final String HEX =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1dfeff";

  private static VolumeKey key(String hex) {
    return VolumeKey.of(HexFormat.of().parseHex(hex));
  }

  @Test
  void isHandedOverInHexadecimal() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    key(HEX).insecureWritePassphrase(out);
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(HEX + "\n");
  }

  @Test
  void isNotShownNorHashed() {
    assertThat(key(HEX).toString()).doesNotContain("0001");
    assertThat(key(HEX).hashCode()).isEqualTo(key("ff".repeat(32)).hashCode());
  }

  @Test
  void isEqualByItsBytes() {
    assertThat(key(HEX)).isEqualTo(key(HEX)).isNotEqualTo(key("ff".repeat(32)));
  }

  @Test
  void isWiped() {
    VolumeKey key = key(HEX);
    key.close();
    assertThatThrownBy(() -> key.insecureWritePassphrase(new ByteArrayOutputStream()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(key).isEqualTo(key("00".repeat(32)));
  }

  @Test
  void hasThirtyTwoBytes() {
    for (int length : new int[] {0, 16, 31, 33}) {
      assertThatThrownBy(() -> VolumeKey.of(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
