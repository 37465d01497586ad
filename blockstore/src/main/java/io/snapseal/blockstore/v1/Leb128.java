package io.snapseal.blockstore.v1;

import java.nio.ByteBuffer;

/**
 * Unsigned LEB128 (DWARF 5, section 7.6) of numbers from 0 to 2^63 - 1, in the shortest form only.
 */
final class Leb128 {
  private static final int MAX_BYTES = 9;

  private Leb128() {}

  static void write(long value, ByteBuffer out) {
    long rest = value;
    while (rest > 0x7f) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static long read(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < MAX_BYTES; i++) {
      byte next = in.get();
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return shortest(value, next, i);
      }
    }
    throw new IllegalArgumentException("a number is too large");
  }

  private static long shortest(long value, byte last, int index) {
    if (last == 0 && index > 0) {
      throw new IllegalArgumentException("a number is not in its shortest form");
    }
    return value;
  }

  static int readInt(ByteBuffer in, int max) {
    long value = read(in);
    if (value > max) {
      throw new IllegalArgumentException("a number is out of range: " + value);
    }
    return (int) value;
  }
}
