package io.snapseal.iam.service;

import io.snapseal.state.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How IAM pages its lists (IAM API reference, {@code MaxItems} and {@code Marker}). */
final class Lists {
  private static final int USUAL = 100;

  private Lists() {}

  /**
   * The page that a request asks for.
   *
   * @param sorted in the order of their names
   */
  static <T> Page<T> page(
      List<T> sorted,
      Function<T, String> name,
      @Nullable String marker,
      @Nullable Integer maxItems) {
    int size = maxItems == null ? USUAL : maxItems;
    return Page.of(
        sorted, name, marker, size, () -> IamFaults.validation("Invalid marker: " + marker));
  }
}
