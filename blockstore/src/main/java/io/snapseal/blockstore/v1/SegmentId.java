package io.snapseal.blockstore.v1;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A segment's 128 random bits: its name, and what its key is derived from. Never used twice. */
record SegmentId(long high, long low) {
  static final int LENGTH = 16;

  static SegmentId random(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return read(ByteBuffer.wrap(bytes));
  }

  static SegmentId read(ByteBuffer from) {
    return new SegmentId(from.getLong(), from.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  String hex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
