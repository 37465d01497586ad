package io.snapseal.audit;

/**
 * What is wrong with a trail, and from where on it proves nothing.
 *
 * @param file the file's name; empty if it is none in particular
 * @param number the first line that is not proved
 * @param cause in words
 */
public record TrailDamage(String file, long number, String cause) {
  @Override
  public String toString() {
    return (file.isEmpty() ? "" : file + ", ") + "line " + number + ": " + cause;
  }
}
