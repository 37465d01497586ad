package io.snapseal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of form parameters and URLs, strict in both directions. */
final class PercentCoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentCoding() {}

  /**
   * Decodes a name or value of a form; {@code +} is a space.
   *
   * @throws RefusedException if an escape is cut short or the bytes are not UTF-8
   */
  static String decode(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        decoded.write(escaped(bytes, i + 1));
        i += 2;
      } else {
        decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
      }
    }
    return utf8(decoded.toByteArray());
  }

  /** Strictly UTF-8: a replacement character would let two requests look like one. */
  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("the request is not valid UTF-8");
    }
  }

  /** {@code UriEncode} of SigV4: everything but {@code A-Z a-z 0-9 - . _ ~} is escaped. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }

  private static int escaped(byte[] bytes, int at) {
    if (at + 1 >= bytes.length) {
      throw malformed("a percent escape is cut short");
    }
    int high = Character.digit(bytes[at], 16);
    int low = Character.digit(bytes[at + 1], 16);
    if (high < 0 || low < 0) {
      throw malformed("a percent escape is not hexadecimal");
    }
    return high << 4 | low;
  }

  private static RefusedException malformed(String message) {
    return new RefusedException(Refusal.MALFORMED_QUERY, message);
  }
}
