package io.snapseal.autopilot.report;

/** HTML and SVG in the making; whatever was not written here is escaped. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Markup that this program wrote itself. */
  Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Somebody else's words, as text or as the value of a quoted attribute. */
  Markup text(String words) {
    words.codePoints().forEach(this::escaped);
    return this;
  }

  /** An element with somebody else's words in it. */
  Markup element(String name, String words) {
    return raw("<" + name + ">").text(words).raw("</" + name + ">");
  }

  private void escaped(int character) {
    switch (character) {
      case '&' -> text.append("&amp;");
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '"' -> text.append("&quot;");
      case '\'' -> text.append("&#39;");
      default ->
          // HTML knows no control characters and no lone surrogates (HTML Standard, 13.1.4).
          text.appendCodePoint(
              Character.isISOControl(character)
                      || Character.getType(character) == Character.SURROGATE
                  ? 0xFFFD
                  : character);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
