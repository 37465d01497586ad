package io.snapseal.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * One decoded name and value of a query or form.
 *
 * @param name not empty
 * @param value may be empty
 */
record Parameter(String name, String value) {
  /** More than any AWS Query request needs; bounds the tree built from them. */
  static final int MAX_COUNT = 2000;

  /**
   * Splits and decodes {@code a=1&b=2}. Empty pieces are skipped.
   *
   * @throws RefusedException if the text is malformed or has too many parameters
   */
  static List<Parameter> parse(String raw) {
    List<Parameter> parameters = new ArrayList<>();
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        parameters.add(one(raw.substring(start, end)));
        if (parameters.size() > MAX_COUNT) {
          throw new RefusedException(
              Refusal.MALFORMED_QUERY, "a request has at most " + MAX_COUNT + " parameters");
        }
      }
      start = end + 1;
    }
    return parameters;
  }

  private static Parameter one(String pair) {
    int equals = pair.indexOf('=');
    String name = PercentCoding.decode(equals < 0 ? pair : pair.substring(0, equals));
    if (name.isEmpty()) {
      throw new RefusedException(Refusal.MALFORMED_QUERY, "a parameter has no name");
    }
    return new Parameter(name, equals < 0 ? "" : PercentCoding.decode(pair.substring(equals + 1)));
  }
}
