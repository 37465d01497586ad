package io.snapseal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Spoils bytes: flips, cuts, repeats, and drops in what parsers stumble over. */
final class Mutations {
  private static final String[] SPLICES = {
    "%",
    "%00",
    "%ff",
    "&",
    "=",
    ".",
    "..",
    ".1",
    ".member.1",
    ".entry.1.key=",
    "&Action=",
    "&Version=",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "1e999",
    "-1",
    "9".repeat(70),
    ",",
    ";",
    " ",
    "\t",
    "\u0000",
    "\u00ff",
    "/",
    "?",
    "AWS4-HMAC-SHA256",
    "Credential=",
    "aws4_request",
    "X-Amz-Signature=",
    "<",
    "]]>",
    "&#0;",
    "NaN",
    "2026-01-01T00:00:00Z",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[["
  };

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  byte[] mutated(byte[] original) {
    byte[] bytes = original;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  String mutated(String text) {
    byte[] bytes = mutated(text.getBytes(StandardCharsets.ISO_8859_1));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The same for text that has to stay within one header or request line. */
  String mutatedLine(String text) {
    return mutated(text).replaceAll("[\r\n\u0000]", "_");
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(20));
    return switch (random.nextInt(5)) {
      case 0 -> flipped(bytes, at);
      case 1 -> joined(bytes, 0, at, new byte[0], end);
      case 2 -> joined(bytes, 0, end, new byte[0], at);
      case 3 -> joined(bytes, 0, at, splice(), at);
      default -> joined(bytes, 0, at, splice(), end);
    };
  }

  private byte[] splice() {
    return SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[at % flipped.length] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] joined(byte[] bytes, int start, int stop, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, start, stop - start);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }
}
