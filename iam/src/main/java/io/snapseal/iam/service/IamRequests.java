package io.snapseal.iam.service;

import io.snapseal.iam.Admission;
import io.snapseal.model.Constraints;
import io.snapseal.model.Members;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;

/** What IAM's requests may hold: what AWS's service model allows, and what is acted upon here. */
final class IamRequests {
  static final Constraints CONSTRAINTS = Constraints.read(IamRequests.class, "iam-constraints.txt");
  static final Members MEMBERS = Members.read(IamRequests.class, "iam-members.txt");

  private static final Admission ADMISSION =
      new Admission(CONSTRAINTS, IamFaults::validation, MEMBERS, IamFaults::unsupported);

  private IamRequests() {}

  /** Refuses what is not well formed, and what would be passed over. */
  static void admit(AwsRequest request) {
    ADMISSION.accept(request);
    CONSTRAINTS
        .misformed(Members.operation(request), request)
        .ifPresent(
            member -> {
              throw IamFaults.validation(
                  "The specified value for %s is invalid. It must %s"
                      .formatted(
                          member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1),
                          form(member)));
            });
  }

  /** How IAM itself says what the pattern of its model demands. */
  private static String form(String member) {
    return switch (member) {
      case "Path", "NewPath" ->
          "begin and end with / and contain only alphanumeric characters and/or / characters.";
      case "PathPrefix" ->
          "begin with / and contain only alphanumeric characters and/or / characters.";
      case "AccessKeyId" -> "contain only alphanumeric characters.";
      case "PolicyDocument", "AssumeRolePolicyDocument" ->
          "contain only printable ASCII characters.";
      default -> "contain only alphanumeric characters and/or the following: +=,.@_-";
    };
  }

  /** The path of a new entity, or what the paths of a list begin with. */
  static String path(@Nullable String given) {
    return given == null ? "/" : given;
  }

  /** The ARN of a managed policy, whatever is behind it. */
  static String policyArn(String given) {
    if (!given.startsWith("arn:")) {
      throw IamFaults.invalidInput("ARN " + given + " is not valid.");
    }
    return given;
  }
}
