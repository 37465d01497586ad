package io.snapseal.iam.organization;

import io.snapseal.iam.directory.Directory;
import io.snapseal.state.Row;
import java.util.Map;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/**
 * The policy that AWS keeps for every organization and attaches to whatever has no other yet
 * (Organizations user guide, "Service control policies").
 */
final class FullAccess {
  static final String ID = "p-FullAWSAccess";

  static final Row<PolicySummary, ControlPolicyInternals> POLICY =
      new Row<>(
          Directory.scope("aws"),
          ID,
          PolicySummary.builder()
              .id(ID)
              .arn("arn:aws:organizations::aws:policy/service_control_policy/" + ID)
              .name("FullAWSAccess")
              .description("Allows access to every operation")
              .type(PolicyType.SERVICE_CONTROL_POLICY)
              .awsManaged(true)
              .build(),
          new ControlPolicyInternals(
              """
              {
                "Version": "2012-10-17",
                "Statement": [
                  {
                    "Effect": "Allow",
                    "Action": "*",
                    "Resource": "*"
                  }
                ]
              }""",
              Map.of()));

  private FullAccess() {}
}
