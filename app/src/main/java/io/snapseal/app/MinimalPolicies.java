package io.snapseal.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of policies: who may use a key, and what the autopilot needs. */
final class MinimalPolicies {
  private MinimalPolicies() {}

  /**
   * A key policy with the statements of the console's wizard (KMS developer guide, "Default key
   * policy"). Without administrators or users their statements are left out.
   */
  static String ofKey(String account, List<String> administrators, List<String> users) {
    List<String> statements = new ArrayList<>();
    statements.add(
        """
            {
              "Sid": "Enable IAM User Permissions",
              "Effect": "Allow",
              "Principal": {"AWS": "arn:aws:iam::%s:root"},
              "Action": "kms:*",
              "Resource": "*"
            }"""
            .formatted(account));
    if (!administrators.isEmpty()) {
      statements.add(
          """
              {
                "Sid": "Allow access for Key Administrators",
                "Effect": "Allow",
                "Principal": {"AWS": %s},
                "Action": [
                  "kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*", "kms:Disable*",
                  "kms:Get*", "kms:Delete*", "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion",
                  "kms:RotateKeyOnDemand"
                ],
                "Resource": "*"
              }"""
              .formatted(list(administrators)));
    }
    if (!users.isEmpty()) {
      statements.add(
          """
              {
                "Sid": "Allow use of the key",
                "Effect": "Allow",
                "Principal": {"AWS": %s},
                "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
                "Resource": "*"
              }"""
              .formatted(list(users)));
      statements.add(
          """
              {
                "Sid": "Allow attachment of persistent resources",
                "Effect": "Allow",
                "Principal": {"AWS": %s},
                "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
                "Resource": "*",
                "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}
              }"""
              .formatted(list(users)));
    }
    return policy(statements);
  }

  /**
   * An identity policy for scan, plan, seal (by every route, with copies to other regions) and
   * verify. A grant is made through RDS only.
   *
   * @param keys the ARNs of the keys to seal under
   */
  static String ofRole(List<String> keys) {
    return policy(
        List.of(
            """
                {
                  "Sid": "SeeSnapshotsAndTemporaries",
                  "Effect": "Allow",
                  "Action": [
                    "rds:DescribeDBSnapshots", "rds:DescribeDBInstances", "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters",
                    "rds:ListTagsForResource", "rds:DescribeAccountAttributes"
                  ],
                  "Resource": "*"
                }""",
            """
                {
                  "Sid": "SealThem",
                  "Effect": "Allow",
                  "Action": [
                    "rds:CopyDBSnapshot", "rds:CreateDBSnapshot", "rds:RestoreDBInstanceFromDBSnapshot",
                    "rds:DeleteDBInstance", "rds:DeleteDBSnapshot", "rds:AddTagsToResource",
                    "rds:CopyDBClusterSnapshot", "rds:CreateDBClusterSnapshot", "rds:RestoreDBClusterFromSnapshot",
                    "rds:CreateDBInstance", "rds:DeleteDBCluster", "rds:DeleteDBClusterSnapshot"
                  ],
                  "Resource": "*"
                }""",
            """
                {
                  "Sid": "LookAtTheKeys",
                  "Effect": "Allow",
                  "Action": "kms:DescribeKey",
                  "Resource": %s
                }"""
                .formatted(list(keys)),
            """
                {
                  "Sid": "LetRdsUseThem",
                  "Effect": "Allow",
                  "Action": "kms:CreateGrant",
                  "Resource": %s,
                  "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}
                }"""
                .formatted(list(keys))));
  }

  private static String policy(List<String> statements) {
    return """
        {
          "Version": "2012-10-17",
          "Statement": [
        %s
          ]
        }"""
        .formatted(
            statements.stream()
                .map(text -> text.indent(4).stripTrailing())
                .collect(Collectors.joining(",\n")));
  }

  private static String list(List<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
