package io.snapseal.kms;

import io.snapseal.state.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How KMS pages its lists (KMS API reference, {@code Limit} and {@code Marker}). */
final class Lists {
  private Lists() {}

  /**
   * The page that a request asks for.
   *
   * @param most how many items a page of this list holds at most
   * @param usual how many it holds when no limit is given
   */
  static <T> Page<T> page(
      List<T> sorted,
      Function<T, String> name,
      @Nullable String marker,
      @Nullable Integer limit,
      int usual,
      int most) {
    int size = limit == null ? usual : Math.min(limit, most);
    return Page.of(sorted, name, marker, size, KmsFaults::invalidMarker);
  }
}
