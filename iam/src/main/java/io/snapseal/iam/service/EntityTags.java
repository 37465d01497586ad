package io.snapseal.iam.service;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Tags of users, roles and policies (IAM user guide, "Tags for IAM resources"): at most 50; keys
 * keep their case and are the same whatever it is; none in AWS's name space.
 */
final class EntityTags {
  private static final int MOST = 50;

  private EntityTags() {}

  /** The tags with some more, which replace those of their keys. */
  static List<Tag> added(List<Tag> old, List<Tag> more) {
    Map<String, Tag> given = byKey(List.of());
    for (Tag tag : more) {
      if (given.put(key(tag.key()), tag) != null) {
        throw IamFaults.invalidInput(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    Map<String, Tag> all = byKey(old);
    all.keySet().removeAll(given.keySet());
    all.putAll(given);
    if (all.size() > MOST) {
      throw IamFaults.limitExceeded(
          "The number of tags has reached the maximum limit of " + MOST + ".");
    }
    return List.copyOf(all.values());
  }

  /** The tags without those of some keys. */
  static List<Tag> removed(List<Tag> old, Collection<String> keys) {
    Map<String, Tag> left = byKey(old);
    keys.forEach(left::remove);
    return List.copyOf(left.values());
  }

  /** As IAM shows tags: not at all where there are none. */
  static @Nullable Collection<Tag> orNone(List<Tag> tags) {
    return tags.isEmpty() ? null : tags;
  }

  private static Map<String, Tag> byKey(List<Tag> tags) {
    Map<String, Tag> byKey = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tags.forEach(tag -> byKey.put(tag.key(), tag));
    return byKey;
  }

  private static String key(String key) {
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      throw IamFaults.invalidInput("Tag keys that begin with aws: are reserved for AWS: " + key);
    }
    return key;
  }
}
