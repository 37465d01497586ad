package io.snapseal.wire;

/** A client's own words, made safe to repeat in an error or a log line. */
final class Shown {
  private static final int MAX_LENGTH = 64;

  private Shown() {}

  /** At most 64 printable ASCII characters. */
  static String text(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7E]", "?");
    return printable.length() <= MAX_LENGTH
        ? printable
        : printable.substring(0, MAX_LENGTH) + "...";
  }
}
