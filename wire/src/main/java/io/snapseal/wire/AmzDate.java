package io.snapseal.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** The timestamps of SigV4: {@code 20260101T120000Z}. */
final class AmzDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private AmzDate() {}

  /**
   * @throws RefusedException if the text is not such a timestamp
   */
  static Instant parse(String text) {
    try {
      return FORMAT.parse(text, Instant::from);
    } catch (DateTimeException e) {
      throw SignatureClaim.incomplete(
          "Date must be in ISO-8601 'basic format', e.g. 20260101T120000Z");
    }
  }

  static String format(Instant instant) {
    return FORMAT.format(instant);
  }
}
