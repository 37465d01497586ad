package io.snapseal.iam.policy;

import java.util.Arrays;

/** A pattern of characters, {@code *} for any number of them and {@code ?} for one. */
final class Glob {
  private static final int ANY = -1;
  private static final int ONE = -2;

  private final int[] symbols;

  private Glob(int[] symbols) {
    this.symbols = symbols;
  }

  /** Puts a pattern together from text with wildcards and text without. */
  static final class Builder {
    private int[] symbols = new int[16];
    private int length;

    Builder pattern(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        add(c == '*' ? ANY : c == '?' ? ONE : c);
      }
      return this;
    }

    Builder literal(String text) {
      for (int i = 0; i < text.length(); i++) {
        add(text.charAt(i));
      }
      return this;
    }

    private void add(int symbol) {
      if (length == symbols.length) {
        symbols = Arrays.copyOf(symbols, length * 2);
      }
      symbols[length++] = symbol;
    }

    Glob build() {
      return new Glob(Arrays.copyOf(symbols, length));
    }
  }

  /** Whether the whole text fits; linear in the text for each star at worst, never exponential. */
  boolean matches(String text, boolean ignoreCase) {
    int at = 0;
    int symbol = 0;
    int star = -1;
    int afterStar = 0;
    while (at < text.length()) {
      if (symbol < symbols.length && symbols[symbol] == ANY) {
        star = symbol++;
        afterStar = at;
      } else if (symbol < symbols.length && fits(symbols[symbol], text.charAt(at), ignoreCase)) {
        symbol++;
        at++;
      } else if (star >= 0) {
        symbol = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (symbol < symbols.length && symbols[symbol] == ANY) {
      symbol++;
    }
    return symbol == symbols.length;
  }

  /** Whether it fits every text. */
  boolean isEverything() {
    return symbols.length > 0 && Arrays.stream(symbols).allMatch(symbol -> symbol == ANY);
  }

  private static boolean fits(int symbol, char c, boolean ignoreCase) {
    return symbol == ONE
        || symbol == c
        || (ignoreCase
            && symbol >= 0
            && Character.toLowerCase((char) symbol) == Character.toLowerCase(c));
  }
}
