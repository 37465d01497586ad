package io.snapseal.autopilot.fake;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/** RDS's rules for what a caller names and tags. */
final class FakeRules {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z]([a-z0-9]|-(?!-))*(?<!-)");

  private FakeRules() {}

  static void checkIdentifier(String id, int longest) {
    if (id.length() > longest || !IDENTIFIER.matcher(id).matches()) {
      throw FakeFaults.rds("InvalidParameterValue", id + " is not a valid identifier.");
    }
  }

  static void checkTags(List<Tag> tags) {
    boolean reserved =
        tags.stream().anyMatch(tag -> tag.key().startsWith("aws:") || tag.key().startsWith("rds:"));
    boolean tooLong =
        tags.stream().anyMatch(tag -> tag.key().length() > 128 || tag.value().length() > 256);
    long distinct = tags.stream().map(Tag::key).distinct().count();
    if (reserved || tooLong || tags.size() > 50 || distinct != tags.size()) {
      throw FakeFaults.rds("InvalidParameterValue", "tags break the rules: " + tags);
    }
  }

  /** A page of a list, by the number of its first item. */
  static <T> List<T> page(List<T> all, @Nullable String marker, Integer most) {
    int from = marker == null ? 0 : Integer.parseInt(marker);
    return all.subList(from, Math.min(all.size(), from + most));
  }

  /** The number of the next page's first item; null after the last. */
  static @Nullable String next(List<?> all, @Nullable String marker, Integer most) {
    int from = marker == null ? 0 : Integer.parseInt(marker);
    return from + most < all.size() ? String.valueOf(from + most) : null;
  }
}
