package io.snapseal.audit;

import java.util.List;
import java.util.Optional;

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

  private static final int SERVICE = 2;
  private static final int ACCOUNT = 4;
  private static final int RESOURCE = 5;

  private static final int ACCOUNT_DIGITS = 12;

  private ResourceKind() {}

  /** Whether that names a resource: not {@code *}, nor a pattern. */
  static boolean isResource(String arn) {
    return arn.startsWith("arn:") && part(arn, RESOURCE).isPresent();
  }

  /** The type, for example {@code AWS::KMS::Key}; empty if it has no name. */
  static String of(String arn) {
    String service = part(arn, SERVICE).orElse("");
    String resource = part(arn, RESOURCE).orElse("");
    for (Kind kind : KINDS) {
      if (kind.service().equals(service) && resource.startsWith(kind.prefix())) {
        return kind.name();
      }
    }
    return "";
  }

  /** The account in an ARN; empty if it is nobody's. */
  static String account(String arn) {
    String account = part(arn, ACCOUNT).orElse("");
    return account.length() == ACCOUNT_DIGITS && account.chars().allMatch(Character::isDigit)
        ? account
        : "";
  }

  /** The resource's own name or id: what follows its type. */
  static String name(String arn) {
    String resource = part(arn, RESOURCE).orElse("");
    return resource.substring(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  }

  /** A part of an ARN; the last one has all that follows. */
  private static Optional<String> part(String arn, int wanted) {
    int from = 0;
    for (int i = 0; i < wanted; i++) {
      from = arn.indexOf(':', from) + 1;
      if (from == 0) {
        return Optional.empty();
      }
    }
    int end = wanted == RESOURCE ? -1 : arn.indexOf(':', from);
    return Optional.of(end < 0 ? arn.substring(from) : arn.substring(from, end));
  }
}
