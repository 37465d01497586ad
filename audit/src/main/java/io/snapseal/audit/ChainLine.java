package io.snapseal.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of a trail, without its end: {@code {"number":17,"code":"…","event":{…}}}. It is JSON,
 * and of exactly this form, so that what the code covers needs no second reading.
 *
 * @param link the number and code the line claims
 * @param bytes where the line is in
 * @param eventFrom where its event begins in them
 * @param eventLength its length in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a file that was read: nobody compares two.
record ChainLine(Link link, byte[] bytes, int eventFrom, int eventLength) {
  private static final byte[] NUMBER = ascii("{\"number\":");
  private static final byte[] CODE = ascii(",\"code\":\"");
  private static final byte[] EVENT = ascii("\",\"event\":");
  private static final int CODE_CHARACTERS = 43;
  private static final int MAX_DIGITS = 18;

  /** Writes a line and its end. */
  static void write(Link link, byte[] event, ByteArrayOutputStream to) {
    to.writeBytes(NUMBER);
    to.writeBytes(ascii(Long.toString(link.number())));
    to.writeBytes(CODE);
    to.writeBytes(ascii(link.code()));
    to.writeBytes(EVENT);
    to.writeBytes(event);
    to.write('}');
    to.write('\n');
  }

  /**
   * Reads the line in {@code bytes} from {@code from} up to {@code end}, where its end of line is.
   *
   * @return empty if it is not of the form of a line
   */
  static Optional<ChainLine> read(byte[] bytes, int from, int end) {
    int digits = after(NUMBER, bytes, from, end);
    int digitsEnd = digits;
    while (digits >= 0 && digitsEnd < end && bytes[digitsEnd] >= '0' && bytes[digitsEnd] <= '9') {
      digitsEnd++;
    }
    int code = digits < 0 ? -1 : after(CODE, bytes, digitsEnd, end);
    int codeEnd = code + CODE_CHARACTERS;
    int event = code < 0 ? -1 : after(EVENT, bytes, codeEnd, end);
    int digitCount = digitsEnd - digits;
    if (event < 0
        || digitCount == 0
        || digitCount > MAX_DIGITS
        || end - event < 2
        || bytes[end - 1] != '}') {
      return Optional.empty();
    }
    long number = Long.parseLong(text(bytes, digits, digitCount));
    Link link = new Link(number, text(bytes, code, CODE_CHARACTERS));
    return Optional.of(new ChainLine(link, bytes, event, end - 1 - event));
  }

  /** Its event, as JSON. */
  String event() {
    return new String(bytes, eventFrom, eventLength, StandardCharsets.UTF_8);
  }

  /** Where the text ends, if it is there; -1 if not. */
  private static int after(byte[] text, byte[] bytes, int from, int end) {
    if (from < 0 || from + text.length > end) {
      return -1;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[from + i] != text[i]) {
        return -1;
      }
    }
    return from + text.length;
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
