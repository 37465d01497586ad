package io.snapseal.kms;

import io.snapseal.iam.Admission;
import io.snapseal.model.Constraints;
import io.snapseal.model.Members;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequest;

/** What requests may hold: what AWS's service model allows, and what this region acts upon. */
final class RequestMembers {
  static final Constraints CONSTRAINTS = Constraints.read(RequestMembers.class, "constraints.txt");
  static final Members HANDLED = Members.read(RequestMembers.class, "members.txt");

  /** Refuses what breaks the model, and what nothing acts upon. */
  static final Admission ADMISSION =
      new Admission(CONSTRAINTS, KmsFaults::validation, HANDLED, KmsFaults::unsupported);

  private RequestMembers() {}

  /** The grant tokens that a request brings, whatever it asks for. */
  static List<String> grantTokens(AwsRequest request) {
    return request
        .getValueForField("GrantTokens", Object.class)
        .filter(List.class::isInstance)
        .map(tokens -> ((List<?>) tokens).stream().map(Object::toString).toList())
        .orElse(List.of());
  }
}
