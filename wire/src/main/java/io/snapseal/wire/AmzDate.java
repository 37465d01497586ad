package io.snapseal.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The timestamps of SigV4: {@code 20260101T120000Z}. */
final class AmzDate {
  private static final int LENGTH = 16;

  private AmzDate() {}

  /**
   * @throws RefusedException if the text is not such a timestamp
   */
  static Instant parse(String text) {
    if (text.length() == LENGTH && text.charAt(8) == 'T' && text.charAt(15) == 'Z') {
      try {
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 4, 6),
                number(text, 6, 8),
                number(text, 9, 11),
                number(text, 11, 13),
                number(text, 13, 15))
            .toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw malformed();
      }
    }
    throw malformed();
  }

  static String format(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(LENGTH);
    pad(text, time.getYear(), 4);
    pad(text, time.getMonthValue(), 2);
    pad(text, time.getDayOfMonth(), 2);
    text.append('T');
    pad(text, time.getHour(), 2);
    pad(text, time.getMinute(), 2);
    pad(text, time.getSecond(), 2);
    return text.append('Z').toString();
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        throw malformed();
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  private static void pad(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
  }

  private static RefusedException malformed() {
    return SignatureClaim.incomplete(
        "Date must be in ISO-8601 'basic format', e.g. 20260101T120000Z");
  }
}
