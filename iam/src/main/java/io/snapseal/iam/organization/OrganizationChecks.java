package io.snapseal.iam.organization;

import io.snapseal.state.Page;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/**
 * What Organizations requires of the members of a request (Organizations API reference, each
 * member's constraints). What all operations of a list take is a page of at most 20.
 */
final class OrganizationChecks {
  static final Pattern ROOT_ID = Pattern.compile("r-[0-9a-z]{4,32}");
  static final Pattern UNIT_ID = Pattern.compile("ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}");
  static final Pattern ACCOUNT_ID = Pattern.compile("\\d{12}");
  static final Pattern POLICY_ID = Pattern.compile("p-[0-9a-zA-Z_]{8,128}");
  static final Pattern PARENT_ID = Pattern.compile(ROOT_ID + "|" + UNIT_ID);
  static final Pattern CHILD_ID = Pattern.compile(ACCOUNT_ID + "|" + UNIT_ID);
  static final Pattern TARGET_ID = Pattern.compile(ROOT_ID + "|" + CHILD_ID);
  static final Pattern RESOURCE_ID = Pattern.compile(TARGET_ID + "|" + POLICY_ID);
  static final Pattern REQUEST_ID = Pattern.compile("car-[a-z0-9]{8,32}");
  static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
  static final Pattern ACCOUNT_NAME = Pattern.compile("[\\u0020-\\u007E]+");
  static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
  static final Pattern ANYTHING = Pattern.compile("[\\s\\S]*");

  private static final int LARGEST_PAGE = 20;
  private static final int LONGEST = 512;

  private OrganizationChecks() {}

  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.INPUT_REQUIRED,
          "You must specify a value for the parameter " + member + ".");
    }
    return value;
  }

  /** A member of that form. */
  static String matching(@Nullable String given, String member, Pattern form) {
    return text(given, member, 1, LONGEST, form);
  }

  /** A member of that length and form. */
  static String text(@Nullable String given, String member, int least, int most, Pattern form) {
    String value = required(given, member);
    if (value.length() > most) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.MAX_LENGTH_EXCEEDED,
          "You exceeded the maximum length of " + most + " for the parameter " + member + ".");
    }
    if (value.length() < least) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.MIN_LENGTH_EXCEEDED,
          "You specified less than the minimum length of "
              + least
              + " for the parameter "
              + member
              + ".");
    }
    if (!form.matcher(value).matches()) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.INVALID_PATTERN,
          "You provided a value that does not match the required pattern.");
    }
    return value;
  }

  /** The one type of policy that is offered here. */
  static void requireServiceControl(@Nullable PolicyType type, String member) {
    PolicyType given = required(type, member);
    if (given == PolicyType.UNKNOWN_TO_SDK_VERSION) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.INVALID_ENUM_POLICY_TYPE, "You specified an invalid value.");
    }
    if (given != PolicyType.SERVICE_CONTROL_POLICY) {
      throw OrganizationFaults.fault(
          "PolicyTypeNotAvailableForOrganizationException",
          "The policy type " + given + " is not available here: SERVICE_CONTROL_POLICY is.");
    }
  }

  /**
   * The page that a request asks for.
   *
   * @param sorted in the order of their names
   */
  static <T> Page<T> page(
      List<T> sorted,
      Function<T, String> name,
      @Nullable String nextToken,
      @Nullable Integer maxResults) {
    int size = maxResults == null ? LARGEST_PAGE : maxResults;
    if (size < 1) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.MIN_VALUE_EXCEEDED,
          "You provided a value for MaxResults that is less than 1.");
    }
    if (size > LARGEST_PAGE) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.MAX_VALUE_EXCEEDED,
          "You provided a value for MaxResults that is more than 20.");
    }
    return Page.of(
        sorted,
        name,
        nextToken,
        size,
        () ->
            OrganizationFaults.invalid(
                InvalidInputExceptionReason.INVALID_NEXT_TOKEN,
                "You provided an invalid value for NextToken."));
  }
}
