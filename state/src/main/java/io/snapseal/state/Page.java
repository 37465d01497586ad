package io.snapseal.state;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list sorted by name. The marker names the last item shown, so that pages stay right
 * while resources come and go.
 *
 * @param next the marker of the next page, or null after the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /**
   * The page after a marker.
   *
   * @param sorted all items, in the order of their names
   * @param marker what an earlier page gave as {@link #next}, or null for the first page
   * @param size the most items on the page, at least 1
   * @param invalidMarker the service's error for a marker that no page gave
   */
  public static <T> Page<T> of(
      List<T> sorted,
      Function<T, String> name,
      @Nullable String marker,
      int size,
      Supplier<RuntimeException> invalidMarker) {
    String after = after(marker, invalidMarker);
    List<T> rest = sorted.stream().filter(item -> name.apply(item).compareTo(after) > 0).toList();
    return rest.size() <= size
        ? new Page<>(rest, null)
        : new Page<>(rest.subList(0, size), encoded(name.apply(rest.get(size - 1))));
  }

  /**
   * The page of items that were found one by one after a marker.
   *
   * @param found in the order of their names: one more than {@code size} if there are more
   */
  public static <T> Page<T> found(List<T> found, Function<T, String> name, int size) {
    return found.size() <= size
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, size), encoded(name.apply(found.get(size - 1))));
  }

  /** The name after which a marker's page begins: empty without one. */
  public static String after(@Nullable String marker, Supplier<RuntimeException> invalidMarker) {
    return marker == null ? "" : decoded(marker, invalidMarker);
  }

  private static String encoded(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String marker, Supplier<RuntimeException> invalidMarker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalidMarker.get();
    }
  }
}
