package io.snapseal.iam.service;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What IAM requires of the members of a request (IAM API reference, each member's pattern). */
final class Checks {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("/|/[!-~]+/");
  private static final Pattern PATH_PREFIX = Pattern.compile("/[!-~]*");
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*");
  private static final Pattern ACCESS_KEY_ID = Pattern.compile("\\w+");

  /** How long a name may be where an entity is looked for; a new one may be bound to less. */
  static final int LONGEST_NAME = 128;

  private static final int LONGEST_PATH = 512;
  private static final int LONGEST_POLICY_NAME = 128;
  static final int LONGEST_ARN = 2048;

  private Checks() {}

  /** A member that the service model requires. */
  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw IamFaults.constraint(null, member, "Member must not be null");
    }
    return value;
  }

  /** A list that the service model requires; the SDK shows one that is left out as empty. */
  static <T> List<T> listed(boolean given, List<T> list, String member) {
    return required(given ? list : null, member);
  }

  /** A text of bounded length. */
  static String sized(@Nullable String given, String member, int least, int most) {
    String text = required(given, member);
    if (text.length() < least) {
      throw IamFaults.constraint(
          text, member, "Member must have length greater than or equal to " + least);
    }
    if (text.length() > most) {
      throw IamFaults.constraint(
          text, member, "Member must have length less than or equal to " + most);
    }
    return text;
  }

  /** The name of a user, group, role or policy. */
  static String name(@Nullable String given, String member, int longest) {
    String name = sized(given, member, 1, longest);
    if (!NAME.matcher(name).matches()) {
      throw IamFaults.validation(
          "The specified value for %s is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
              .formatted(member));
    }
    return name;
  }

  static String policyName(@Nullable String given) {
    return name(given, "policyName", LONGEST_POLICY_NAME);
  }

  /** The path of a new entity; {@code /} if none is given. */
  static String path(@Nullable String given, String member) {
    String path = given == null ? "/" : sized(given, member, 1, LONGEST_PATH);
    if (!PATH.matcher(path).matches()) {
      throw IamFaults.validation(
          "The specified value for %s is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters."
              .formatted(member));
    }
    return path;
  }

  /** What the paths of a list begin with. */
  static String pathPrefix(@Nullable String given) {
    String prefix = given == null ? "/" : sized(given, "pathPrefix", 1, LONGEST_PATH);
    if (!PATH_PREFIX.matcher(prefix).matches()) {
      throw IamFaults.validation(
          "The specified value for pathPrefix is invalid. It must begin with / and contain only alphanumeric characters and/or / characters.");
    }
    return prefix;
  }

  static @Nullable String description(@Nullable String given) {
    if (given != null && !DESCRIPTION.matcher(sized(given, "description", 0, 1000)).matches()) {
      throw IamFaults.constraint(
          given,
          "description",
          "Member must satisfy regular expression pattern: " + DESCRIPTION.pattern());
    }
    return given;
  }

  /** The ARN of a managed policy. */
  static String policyArn(@Nullable String given) {
    String arn = sized(given, "policyArn", 20, LONGEST_ARN);
    if (!arn.startsWith("arn:")) {
      throw IamFaults.invalidInput("ARN " + arn + " is not valid.");
    }
    return arn;
  }

  static String accessKeyId(@Nullable String given) {
    String id = sized(given, "accessKeyId", 16, 128);
    if (!ACCESS_KEY_ID.matcher(id).matches()) {
      throw IamFaults.validation(
          "The specified value for accessKeyId is invalid. It must contain only alphanumeric characters.");
    }
    return id;
  }
}
