package io.snapseal.iam.organization;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;
import software.amazon.awssdk.services.organizations.model.Tag;

/** Tags of what is in an organization: at most 50, none in AWS's name space. */
final class OrganizationTags {
  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private OrganizationTags() {}

  /** The tags with some more, which replace those of their keys. */
  static Map<String, String> added(Map<String, String> old, List<Tag> more) {
    Map<String, String> all = new TreeMap<>(old);
    Set<String> given = new HashSet<>();
    for (Tag tag : more) {
      String key = OrganizationChecks.text(tag.key(), "Key", 1, LONGEST_KEY, TEXT);
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw OrganizationFaults.invalid(
            InvalidInputExceptionReason.INVALID_SYSTEM_TAGS_PARAMETER,
            "You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys because they're reserved for AWS use.");
      }
      if (!given.add(key)) {
        throw OrganizationFaults.invalid(
            InvalidInputExceptionReason.DUPLICATE_TAG_KEY,
            "Tag keys must be unique among the tags attached to the same entity.");
      }
      all.put(key, OrganizationChecks.text(tag.value(), "Value", 0, LONGEST_VALUE, TEXT));
    }
    if (all.size() > MOST) {
      throw OrganizationFaults.constraint(
          ConstraintViolationExceptionReason.MAX_TAG_LIMIT_EXCEEDED,
          "You have exceeded the number of tags allowed on this resource.");
    }
    return all;
  }

  /** The tags without those of some keys. */
  static Map<String, String> removed(Map<String, String> old, List<String> keys) {
    Map<String, String> left = new TreeMap<>(old);
    keys.forEach(left::remove);
    return left;
  }

  /** As the API shows them, sorted. */
  static List<Tag> shown(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }
}
