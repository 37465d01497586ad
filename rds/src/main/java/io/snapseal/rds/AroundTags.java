package io.snapseal.rds;

import static java.util.Map.entry;

import io.snapseal.rds.event.EventTables;
import io.snapseal.rds.event.Subscriptions;
import io.snapseal.rds.group.GroupTables;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.TaggedTable;
import java.util.Map;

/** The tags of what is around databases: groups and subscriptions. */
final class AroundTags {
  /** The tables, by the type in their resources' ARNs. */
  static final Map<String, TaggedTable<?, ?>> TABLES =
      Map.ofEntries(
          entry(
              RdsArn.SUBSCRIPTION,
              TaggedTable.kept(EventTables.SUBSCRIPTIONS, Subscriptions::notFound)),
          entry(
              RdsArn.PARAMETER_GROUP,
              TaggedTable.kept(GroupTables.PARAMETER_GROUPS, GroupTables::parameterGroupNotFound)),
          entry(
              RdsArn.CLUSTER_PARAMETER_GROUP,
              TaggedTable.kept(
                  GroupTables.CLUSTER_PARAMETER_GROUPS, GroupTables::parameterGroupNotFound)),
          entry(
              RdsArn.OPTION_GROUP,
              TaggedTable.kept(GroupTables.OPTION_GROUPS, GroupTables::optionGroupNotFound)),
          entry(
              RdsArn.SUBNET_GROUP,
              TaggedTable.kept(GroupTables.SUBNET_GROUPS, GroupTables::subnetGroupNotFound)));

  /** How the condition keys of their tags begin. */
  static final Map<String, String> CONDITIONS =
      Map.of(
          RdsArn.SUBSCRIPTION, "rds:es-tag/",
          RdsArn.PARAMETER_GROUP, "rds:pg-tag/",
          RdsArn.CLUSTER_PARAMETER_GROUP, "rds:cluster-pg-tag/",
          RdsArn.OPTION_GROUP, "rds:og-tag/",
          RdsArn.SUBNET_GROUP, "rds:subgrp-tag/");

  private AroundTags() {}
}
