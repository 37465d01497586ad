package io.snapseal.blockstore;

/** An object of the store is missing, changed, truncated, swapped or replayed; it is named. */
public final class DamagedException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  private final String object;

  /**
   * Names the object.
   *
   * @param object the name of the damaged object, such as {@code snapshots/snap-1.manifest}
   * @param problem what is wrong with it, in a few lower-case words
   */
  public DamagedException(String object, String problem) {
    super("%s is damaged: %s".formatted(object, problem));
    this.object = object;
  }

  /** As above, with the failure that showed it. */
  public DamagedException(String object, String problem, Throwable cause) {
    super("%s is damaged: %s".formatted(object, problem), cause);
    this.object = object;
  }

  /** The name of the damaged object in the storage. */
  public String object() {
    return object;
  }
}
