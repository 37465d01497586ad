package io.snapseal.iam.service;

import io.snapseal.iam.policy.MalformedPolicyException;
import io.snapseal.iam.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** What STS requires of the members of a request (STS API reference, each member's pattern). */
final class StsChecks {
  static final Pattern NAME = Pattern.compile("[\\w+=,.@-]*");
  static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]*");
  static final Pattern ARN =
      Pattern.compile(
          "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD]+");

  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final int MOST_TAGS = 50;
  private static final int MOST_POLICY_ARNS = 10;
  private static final int LONGEST_POLICY = 2048;

  private StsChecks() {}

  static String text(@Nullable String given, String member, int least, int most, Pattern pattern) {
    if (given == null) {
      throw StsFaults.constraint(null, member, "Member must not be null");
    }
    if (given.length() < least) {
      throw StsFaults.constraint(
          given, member, "Member must have length greater than or equal to " + least);
    }
    if (given.length() > most) {
      throw StsFaults.constraint(
          given, member, "Member must have length less than or equal to " + most);
    }
    if (!pattern.matcher(given).matches()) {
      throw StsFaults.constraint(
          given, member, "Member must satisfy regular expression pattern: " + pattern.pattern());
    }
    return given;
  }

  /** Seconds within a range. */
  static int duration(@Nullable Integer given, int otherwise, int least, int most) {
    int seconds = given == null ? otherwise : given;
    if (seconds < least) {
      throw StsFaults.constraint(
          seconds, "durationSeconds", "Member must have value greater than or equal to " + least);
    }
    if (seconds > most) {
      throw StsFaults.constraint(
          seconds, "durationSeconds", "Member must have value less than or equal to " + most);
    }
    return seconds;
  }

  /** The session policy as a list of one, or of none. */
  static List<String> policy(@Nullable String given) {
    if (given == null) {
      return List.of();
    }
    if (given.isEmpty() || given.length() > LONGEST_POLICY) {
      throw StsFaults.constraint(
          given,
          "policy",
          given.isEmpty()
              ? "Member must have length greater than or equal to 1"
              : "Member must have length less than or equal to " + LONGEST_POLICY);
    }
    try {
      Policy.read(Policy.Kind.IDENTITY, given);
    } catch (MalformedPolicyException e) {
      throw StsFaults.malformedPolicy(String.valueOf(e.getMessage()));
    }
    return List.of(given);
  }

  static List<String> policyArns(List<PolicyDescriptorType> given, @Nullable String policy) {
    if (given.size() > MOST_POLICY_ARNS) {
      throw StsFaults.constraint(
          given.size(),
          "policyArns",
          "Member must have length less than or equal to " + MOST_POLICY_ARNS);
    }
    List<String> arns = new ArrayList<>();
    int characters = policy == null ? 0 : policy.length();
    for (PolicyDescriptorType descriptor : given) {
      String arn = text(descriptor.arn(), "policyArns.member.arn", 20, 2048, ARN);
      characters += arn.length();
      arns.add(arn);
    }
    if (characters > LONGEST_POLICY) {
      throw StsFaults.packedPolicyTooLarge(characters * 100 / LONGEST_POLICY);
    }
    return arns;
  }

  /** Session tags by their keys, which are the same whatever their case. */
  static Map<String, String> tags(List<Tag> given) {
    if (given.size() > MOST_TAGS) {
      throw StsFaults.constraint(
          given.size(), "tags", "Member must have length less than or equal to " + MOST_TAGS);
    }
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int at = 1;
    for (Tag tag : given) {
      String key = text(tag.key(), "tags." + at + ".member.key", 1, 128, TAG);
      String value = text(tag.value(), "tags." + at++ + ".member.value", 0, 256, TAG);
      if (key.regionMatches(true, 0, "aws:", 0, 4)) {
        throw StsFaults.invalidParameter(
            "Tag keys that begin with aws: are reserved for AWS: " + key);
      }
      if (tags.put(key, value) != null) {
        throw StsFaults.invalidParameter(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    return tags;
  }
}
