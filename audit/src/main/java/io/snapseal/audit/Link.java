package io.snapseal.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trail's chain: a line's number and its code, which stands for it and all before.
 *
 * @param number from 1; 0 is before the first line
 * @param code 43 characters, base64 of 32 bytes
 */
record Link(long number, String code) {
  private static final String CODE = "[\\w-]{43}";
  private static final Pattern PRINTED = Pattern.compile("(\\d{1,18}):(" + CODE + ")");

  /** Before the first line. */
  static Link before() {
    return new Link(0, "A".repeat(43));
  }

  /**
   * Reads what {@link #toString} prints.
   *
   * @return empty if it is none
   */
  static Optional<Link> parse(String text) {
    Matcher parts = PRINTED.matcher(text);
    return parts.matches()
        ? Optional.of(new Link(Long.parseLong(parts.group(1)), parts.group(2)))
        : Optional.empty();
  }

  /** What a person notes to be able to tell later that the trail still has all it has now. */
  @Override
  public String toString() {
    return number + ":" + code;
  }
}
