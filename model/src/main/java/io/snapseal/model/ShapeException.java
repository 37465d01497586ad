package io.snapseal.model;

/**
 * A document does not have the shape of the model it was read as.
 *
 * <p>The message names where and what kind of value, never the value: it may be a secret.
 */
public final class ShapeException extends RuntimeException {
  private final String path;
  private final String expected;
  private final String found;

  /**
   * @param path where in the document, for example {@code Tags[2].TagKey}; empty for its root
   * @param expected the kind of value the model has there, for example {@code a string}
   * @param found the kind of value the document has there, for example {@code a number}
   */
  public ShapeException(String path, String expected, String found) {
    super(sentence(path, expected, found));
    this.path = path;
    this.expected = expected;
    this.found = found;
  }

  /** Where in the document; empty for its root. */
  public String path() {
    return path;
  }

  /** The kind of value the model has there. */
  public String expected() {
    return expected;
  }

  /** The kind of value the document has there. */
  public String found() {
    return found;
  }

  /** The whole finding, fit for the author of the document. */
  public String sentence() {
    return sentence(path, expected, found);
  }

  private static String sentence(String path, String expected, String found) {
    return "expected "
        + expected
        + " at "
        + (path.isEmpty() ? "the root" : path)
        + ", found "
        + found;
  }
}
