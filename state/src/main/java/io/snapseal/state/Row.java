package io.snapseal.state;

import software.amazon.awssdk.core.SdkPojo;

/**
 * One stored resource.
 *
 * @param scope the account and region it belongs to
 * @param id its name within the scope, unique per kind
 * @param shown what the API shows: the SDK's own model object
 * @param internal what the API does not show
 */
public record Row<T extends SdkPojo, I extends Record>(
    Scope scope, String id, T shown, I internal) {

  /** The same resource with another public face. */
  public Row<T, I> show(T changed) {
    return new Row<>(scope, id, changed, internal);
  }

  /** The same resource with other internals. */
  public Row<T, I> keep(I changed) {
    return new Row<>(scope, id, shown, changed);
  }
}
