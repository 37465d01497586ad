package io.snapseal.blockstore.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Leb128Test {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 624_485, 1L << 35, Long.MAX_VALUE})
  void comesBack(long value) {
    ByteBuffer buffer = ByteBuffer.allocate(10);
    Leb128.write(value, buffer);
    assertThat(Leb128.read(buffer.flip())).isEqualTo(value);
    assertThat(buffer.hasRemaining()).isFalse();
  }

  /** DWARF 5, figure 22 in section 7.6. */
  @Test
  void isWhatTheStandardSays() {
    assertThat(Leb128.read(ByteBuffer.wrap(new byte[] {(byte) 0x80, 0x01}))).isEqualTo(128);
    assertThat(Leb128.read(ByteBuffer.wrap(new byte[] {(byte) 0xb9, 0x64}))).isEqualTo(12_857);
  }

  @Test
  void hasOneSpelling() {
    ByteBuffer padded = ByteBuffer.wrap(new byte[] {(byte) 0x81, 0x00});
    assertThatThrownBy(() -> Leb128.read(padded)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasALimit() {
    byte[] endless = new byte[20];
    java.util.Arrays.fill(endless, (byte) 0xff);
    assertThatThrownBy(() -> Leb128.read(ByteBuffer.wrap(endless)))
        .isInstanceOf(IllegalArgumentException.class);
    ByteBuffer large = ByteBuffer.wrap(new byte[] {(byte) 0x80, 0x08});
    assertThatThrownBy(() -> Leb128.readInt(large, 1023))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
