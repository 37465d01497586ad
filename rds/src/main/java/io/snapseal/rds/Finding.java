package io.snapseal.rds;

/**
 * Something that a start found out of order, and what was done about it.
 *
 * @param what for example {@code orphan process}
 * @param of the instance, snapshot or directory it was of
 * @param done what became of it
 */
record Finding(String what, String of, String done) {
  @Override
  public String toString() {
    return what + " of " + of + ": " + done;
  }
}
