package io.snapseal.iam.service;

import io.snapseal.iam.policy.MalformedPolicyException;
import io.snapseal.iam.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** What STS requires of the members of a request beyond its service model. */
final class StsChecks {
  private static final int MOST_POLICY_ARNS = 10;
  private static final int LONGEST_POLICY = 2048;

  private StsChecks() {}

  /** The session policy as a list of one, or of none. */
  static List<String> policy(@Nullable String given) {
    if (given == null) {
      return List.of();
    }
    if (given.length() > LONGEST_POLICY) {
      throw StsFaults.constraint(
          given, "policy", "Member must have length less than or equal to " + LONGEST_POLICY);
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
      String arn = descriptor.arn();
      if (arn == null) {
        throw StsFaults.validation("A policy descriptor needs its arn.");
      }
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
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Tag tag : given) {
      String key = tag.key();
      if (key.regionMatches(true, 0, "aws:", 0, 4)) {
        throw StsFaults.invalidParameter(
            "Tag keys that begin with aws: are reserved for AWS: " + key);
      }
      if (tags.put(key, tag.value()) != null) {
        throw StsFaults.invalidParameter(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    return tags;
  }
}
