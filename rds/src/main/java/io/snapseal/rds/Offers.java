package io.snapseal.rds;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is answered to members that nothing acts upon. A value that promises nothing here is
 * accepted, since clients send such defaults habitually; any other is refused with a sentence that
 * says what is not offered. The rows are those of {@code offers.txt}.
 */
record Offers(Map<String, Offer> rows) {
  private static final String NONE = "-";

  /**
   * One row.
   *
   * @param harmless the values that are accepted; empty if none is
   * @param instead what a private region has or has not
   */
  record Offer(Optional<Pattern> harmless, String instead) {
    boolean accepts(Object value) {
      return harmless.filter(pattern -> pattern.matcher(value.toString()).matches()).isPresent();
    }
  }

  /**
   * Reads rows.
   *
   * @throws IllegalArgumentException if a member has two
   */
  static Offers parse(String text) {
    // The SDK's classes spell DB as Db.
    Map<String, Offer> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    text.lines()
        .filter(row -> !row.isBlank() && !row.startsWith("#"))
        .map(row -> row.strip().split("\\s+", 3))
        .forEach(
            words -> {
              Optional<Pattern> harmless =
                  words[1].equals(NONE) ? Optional.empty() : Optional.of(Pattern.compile(words[1]));
              if (rows.put(words[0], new Offer(harmless, words[2])) != null) {
                throw new IllegalArgumentException("two rows for " + words[0]);
              }
            });
    return new Offers(rows);
  }

  /** The row for a member, that of its operation first. */
  Optional<Offer> of(String operation, String member) {
    return Optional.ofNullable(rows.get(operation + "." + member))
        .or(() -> Optional.ofNullable(rows.get(member)));
  }
}
