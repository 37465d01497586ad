package io.snapseal.rds.group;

import io.snapseal.rds.quota.Quota;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.state.ResourceTable;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import java.util.List;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;

/** Parameter groups of instances, and of clusters: the same but for their names. */
public enum ParameterGroupKind {
  INSTANCE(RdsArn.PARAMETER_GROUP, "DBParameterGroup", Quota.DB_PARAMETER_GROUPS),
  CLUSTER(
      RdsArn.CLUSTER_PARAMETER_GROUP, "DBClusterParameterGroup", Quota.DB_CLUSTER_PARAMETER_GROUPS);

  private final String arnType;
  private final String word;
  private final Quota quota;

  ParameterGroupKind(String arnType, String word, Quota quota) {
    this.arnType = arnType;
    this.word = word;
    this.quota = quota;
  }

  ResourceTable<DBParameterGroup, ParameterGroupInternals> table() {
    return this == INSTANCE ? GroupTables.PARAMETER_GROUPS : GroupTables.CLUSTER_PARAMETER_GROUPS;
  }

  RdsArn arn(Scope scope, String name) {
    return new RdsArn(scope, arnType, name);
  }

  /** How its parameters' names begin. */
  String word() {
    return word;
  }

  Quota quota() {
    return quota;
  }

  /** Whether an instance or a cluster is in that group. */
  boolean isUsed(Handle handle, Scope scope, String name) {
    String kind = this == INSTANCE ? "db-instance" : "db-cluster";
    String member = this == INSTANCE ? "DBParameterGroupName" : "DBClusterParameterGroup";
    return ResourceTable.count(handle, kind, Seek.all(scope).showing(member, List.of(name))) > 0;
  }
}
