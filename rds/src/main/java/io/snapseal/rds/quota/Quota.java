package io.snapseal.rds.quota;

import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Seek;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DbClusterQuotaExceededException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupQuotaExceededException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupQuotaExceededException;
import software.amazon.awssdk.services.rds.model.DbSubnetQuotaExceededException;
import software.amazon.awssdk.services.rds.model.EventSubscriptionQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.OptionGroupQuotaExceededException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/**
 * A quota of an account in a region, with AWS's default (RDS user guide, "Quotas and constraints
 * for Amazon RDS") and AWS's error. Names are those of DescribeAccountAttributes, where it has one.
 */
public enum Quota {
  DB_INSTANCES(
      "DBInstances",
      40,
      "db-instance",
      "InstanceQuotaExceeded",
      "Cannot create more than %d DB instances"),
  MANUAL_SNAPSHOTS(
      "ManualSnapshots",
      100,
      "db-snapshot",
      "SnapshotQuotaExceeded",
      "Cannot create more than %d manual snapshots"),
  CROSS_REGION_COPIES(
      "CrossRegionSnapshotCopies",
      20,
      "db-snapshot",
      "SnapshotQuotaExceeded",
      "Cannot copy more than %d snapshots across regions"),
  DB_CLUSTERS(
      "DBClusters",
      40,
      "db-cluster",
      "DBClusterQuotaExceededFault",
      "Cannot create more than %d DB clusters"),
  MANUAL_CLUSTER_SNAPSHOTS(
      "ManualClusterSnapshots",
      100,
      "db-cluster-snapshot",
      "SnapshotQuotaExceeded",
      "Cannot create more than %d manual snapshots"),
  CROSS_REGION_CLUSTER_COPIES(
      "CrossRegionClusterSnapshotCopies",
      5,
      "db-cluster-snapshot",
      "SnapshotQuotaExceeded",
      "Cannot copy more than %d snapshots across regions"),
  DB_PARAMETER_GROUPS(
      "DBParameterGroups",
      50,
      "db-parameter-group",
      "DBParameterGroupQuotaExceeded",
      "Cannot create more than %d DB parameter groups"),
  DB_CLUSTER_PARAMETER_GROUPS(
      "DBClusterParameterGroups",
      50,
      "db-cluster-parameter-group",
      "DBParameterGroupQuotaExceeded",
      "Cannot create more than %d DB cluster parameter groups"),
  OPTION_GROUPS(
      "OptionGroups",
      20,
      "option-group",
      "OptionGroupQuotaExceededFault",
      "Cannot create more than %d option groups"),
  DB_SUBNET_GROUPS(
      "DBSubnetGroups",
      50,
      "db-subnet-group",
      "DBSubnetGroupQuotaExceeded",
      "Cannot create more than %d DB subnet groups"),
  /** Of one group; what is used is counted of no account. */
  SUBNETS_PER_GROUP(
      "SubnetsPerDBSubnetGroup",
      20,
      "",
      "DBSubnetQuotaExceededFault",
      "A DB subnet group cannot have more than %d subnets"),
  EVENT_SUBSCRIPTIONS(
      "EventSubscriptions",
      20,
      "event-subscription",
      "EventSubscriptionQuotaExceeded",
      "Cannot create more than %d event subscriptions");

  private final String word;
  private final int awsDefault;
  private final String kind;
  private final String code;
  private final String message;

  Quota(String word, int awsDefault, String kind, String code, String message) {
    this.word = word;
    this.awsDefault = awsDefault;
    this.kind = kind;
    this.code = code;
    this.message = message;
  }

  /** As options and DescribeAccountAttributes name it. */
  public String word() {
    return word;
  }

  /** What a new account has in AWS. */
  public int awsDefault() {
    return awsDefault;
  }

  String kind() {
    return kind;
  }

  /** The rows of its kind that count. */
  Seek counted(Seek all) {
    return switch (this) {
      case MANUAL_SNAPSHOTS, MANUAL_CLUSTER_SNAPSHOTS ->
          all.showing("SnapshotType", List.of("manual"));
      case CROSS_REGION_COPIES -> all.showing("SourceRegion").showing("Status", List.of("copying"));
      case CROSS_REGION_CLUSTER_COPIES ->
          all.showing("SourceDBClusterSnapshotArn").showing("Status", List.of("copying"));
      default -> all;
    };
  }

  RuntimeException exceeded(int limit) {
    return RdsFaults.of(exception(), code, message.formatted(limit));
  }

  private AwsServiceException.Builder exception() {
    return switch (this) {
      case DB_INSTANCES -> InstanceQuotaExceededException.builder();
      case MANUAL_SNAPSHOTS,
          CROSS_REGION_COPIES,
          MANUAL_CLUSTER_SNAPSHOTS,
          CROSS_REGION_CLUSTER_COPIES ->
          SnapshotQuotaExceededException.builder();
      case DB_CLUSTERS -> DbClusterQuotaExceededException.builder();
      case DB_PARAMETER_GROUPS, DB_CLUSTER_PARAMETER_GROUPS ->
          DbParameterGroupQuotaExceededException.builder();
      case OPTION_GROUPS -> OptionGroupQuotaExceededException.builder();
      case DB_SUBNET_GROUPS -> DbSubnetGroupQuotaExceededException.builder();
      case SUBNETS_PER_GROUP -> DbSubnetQuotaExceededException.builder();
      case EVENT_SUBSCRIPTIONS -> EventSubscriptionQuotaExceededException.builder();
    };
  }

  /** The one of that name, in whatever case. */
  public static Optional<Quota> of(String word) {
    return Arrays.stream(values()).filter(quota -> quota.word.equalsIgnoreCase(word)).findFirst();
  }
}
