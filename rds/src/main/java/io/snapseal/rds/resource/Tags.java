package io.snapseal.rds.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.Tag;

/** Tags of RDS resources (RDS user guide, "Tagging Amazon RDS resources"): at most 50. */
public final class Tags {
  private static final int MAX_TAGS = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private Tags() {}

  /** Tags given with a new resource. */
  public static List<Tag> ofNew(Collection<Tag> given) {
    return added(List.of(), given);
  }

  /** The old tags with the given ones added or replaced. */
  public static List<Tag> added(Collection<Tag> old, Collection<Tag> given) {
    given.forEach(Tags::requireValid);
    return merged(old, given);
  }

  /** The old tags without those of the given keys; what AWS itself has put there stays. */
  public static List<Tag> removed(Collection<Tag> old, Collection<String> keys) {
    keys.forEach(Tags::requireNotReserved);
    return old.stream().filter(tag -> !keys.contains(tag.key())).toList();
  }

  /**
   * The tags of a copy: tags given win over tags carried along; what AWS itself put on the source
   * is left behind.
   */
  public static List<Tag> ofCopy(Collection<Tag> source, boolean copyTags, Collection<Tag> given) {
    List<Tag> carried =
        copyTags
            ? source.stream().filter(tag -> !tag.key().startsWith("aws:")).toList()
            : List.of();
    given.forEach(Tags::requireValid);
    return merged(carried, given);
  }

  private static List<Tag> merged(Collection<Tag> first, Collection<Tag> second) {
    Map<String, Tag> byKey = new LinkedHashMap<>();
    first.forEach(tag -> byKey.put(tag.key(), tag));
    second.forEach(tag -> byKey.put(tag.key(), tag));
    if (byKey.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > MAX_TAGS) {
      throw RdsFaults.invalidValue("A resource has at most " + MAX_TAGS + " tags.");
    }
    return new ArrayList<>(byKey.values());
  }

  private static void requireValid(Tag tag) {
    if (tag.key() == null || tag.key().isEmpty() || tag.key().length() > MAX_KEY) {
      throw RdsFaults.invalidValue("A tag key has 1 to " + MAX_KEY + " characters.");
    }
    requireNotReserved(tag.key());
    if (tag.value() != null && tag.value().length() > MAX_VALUE) {
      throw RdsFaults.invalidValue("A tag value has at most " + MAX_VALUE + " characters.");
    }
  }

  private static void requireNotReserved(String key) {
    if (key.startsWith("aws:") || key.startsWith("rds:")) {
      throw RdsFaults.invalidValue(
          "Tag keys cannot start with the reserved prefix \"%s:\"".formatted(key.substring(0, 3)));
    }
  }
}
