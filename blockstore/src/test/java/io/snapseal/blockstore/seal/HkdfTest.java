package io.snapseal.blockstore.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** RFC 5869, appendix A.1; its output cut to one hash. */
  @Test
  void firstVectorOfTheRfc() {
    byte[] derived =
        Hkdf.derive(
            hex("0b".repeat(22)), hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"));
    assertThat(derived)
        .isEqualTo(hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
  }

  /** RFC 5869, appendix A.3: no salt, no info. */
  @Test
  void thirdVectorOfTheRfc() {
    assertThat(Hkdf.derive(hex("0b".repeat(22)), new byte[0], new byte[0]))
        .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
  }

  /**
   * Made with: {@code openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt hexkey:000102…1e1f
   * -kdfopt hexsalt:00…00 -kdfopt hexinfo:$(printf 'snapseal/1/segment\0' | xxd -p)101112…1e1f
   * HKDF}, key, salt of 32 bytes and id of 16 bytes written out.
   */
  @Test
  void theSubkeyOfASegment() {
    DataKey key = DataKey.takingOver(counting(0, 32));
    assertThat(key.subkey("snapseal/1/segment", counting(16, 16)).getEncoded())
        .isEqualTo(hex("6f9d8c2eb2467ecb3244971ba1ea8db9af41437e83c614045a1c411420af37cc"));
  }

  private static byte[] counting(int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  @Test
  void purposesAndIdsGiveOtherKeys() {
    DataKey key = DataKey.takingOver(counting(0, 32));
    Subkey segment = key.subkey("snapseal/1/segment", counting(0, 16));
    assertThat(segment).isEqualTo(key.subkey("snapseal/1/segment", counting(0, 16)));
    assertThat(segment).isNotEqualTo(key.subkey("snapseal/1/segment", counting(1, 16)));
    assertThat(segment).isNotEqualTo(key.subkey("snapseal/1/manifest", counting(0, 16)));
  }

  @Test
  void keysAreWipedAndSayNothing() {
    byte[] bytes = counting(1, 32);
    DataKey key = DataKey.takingOver(bytes);
    Subkey subkey = key.subkey("p", new byte[16]);
    key.close();
    subkey.destroy();
    assertThat(bytes).containsOnly(0);
    assertThat(subkey.isDestroyed()).isTrue();
    assertThatThrownBy(subkey::getEncoded).isInstanceOf(IllegalStateException.class);
    assertThat(key.toString() + subkey).isEqualTo("DataKeySubkey");
  }

  @Test
  void aDataKeyHas256Bits() {
    assertThatThrownBy(() -> DataKey.takingOver(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
