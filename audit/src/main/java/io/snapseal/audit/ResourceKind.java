package io.snapseal.audit;

import java.util.List;

/** CloudFormation's names of the types of resources, which CloudTrail uses, by their ARNs. */
final class ResourceKind {
  private record Kind(String service, String prefix, String name) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("kms", "key/", "AWS::KMS::Key"),
          new Kind("kms", "alias/", "AWS::KMS::Alias"),
          new Kind("rds", "db:", "AWS::RDS::DBInstance"),
          new Kind("rds", "snapshot:", "AWS::RDS::DBSnapshot"),
          new Kind("rds", "cluster:", "AWS::RDS::DBCluster"),
          new Kind("rds", "cluster-snapshot:", "AWS::RDS::DBClusterSnapshot"),
          new Kind("iam", "user/", "AWS::IAM::User"),
          new Kind("iam", "group/", "AWS::IAM::Group"),
          new Kind("iam", "role/", "AWS::IAM::Role"),
          new Kind("iam", "policy/", "AWS::IAM::Policy"));

  private static final int ARN_PARTS = 6;
  private static final int SERVICE = 2;
  private static final int ACCOUNT = 4;
  private static final int RESOURCE = 5;

  private ResourceKind() {}

  /** Whether that names a resource: not {@code *}, nor a pattern. */
  static boolean isResource(String arn) {
    return arn.startsWith("arn:") && arn.split(":", ARN_PARTS).length == ARN_PARTS;
  }

  /** The type, for example {@code AWS::KMS::Key}; empty if it has no name. */
  static String of(String arn) {
    String[] parts = arn.split(":", ARN_PARTS);
    return KINDS.stream()
        .filter(kind -> parts[SERVICE].equals(kind.service()))
        .filter(kind -> parts[RESOURCE].startsWith(kind.prefix()))
        .map(Kind::name)
        .findFirst()
        .orElse("");
  }

  /** The account in an ARN; empty if it is nobody's. */
  static String account(String arn) {
    String account = arn.split(":", ARN_PARTS)[ACCOUNT];
    return account.matches("\\d{12}") ? account : "";
  }

  /** The resource's own name or id: what follows its type. */
  static String name(String arn) {
    String resource = arn.split(":", ARN_PARTS)[RESOURCE];
    return resource.substring(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  }
}
