package io.snapseal.wire;

/** What XML 1.0 can hold (section 2.2, "Characters"), and how. */
final class XmlText {
  private static final int REPLACEMENT = 0xFFFD;

  private XmlText() {}

  /** Whether the text survives the way through XML. */
  static boolean isWritable(String text) {
    return text.codePoints().allMatch(XmlText::isCharacter);
  }

  /** Appends escaped text; a character XML has no form for becomes U+FFFD. */
  static void append(StringBuilder xml, String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                // A parser turns a bare CR into LF.
                case '\r' -> xml.append("&#xD;");
                default -> xml.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
              }
            });
  }

  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }
}
