package io.snapseal.rds;

import static java.util.Map.entry;

import io.snapseal.iam.Permission;
import io.snapseal.rds.resource.RdsArn;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.CopyDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbClusterParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupRequest;

/** What operations on groups need. */
final class GroupPermissions {
  private GroupPermissions() {}

  static Map<String, Permission> all() {
    return Map.ofEntries(
        entry(
            "CreateDBParameterGroup",
            Permission.of(
                CreateDbParameterGroupRequest.class,
                (caller, request) ->
                    Needs.creating(
                        "rds:CreateDBParameterGroup",
                        Needs.of(caller, RdsArn.PARAMETER_GROUP, request.dbParameterGroupName()),
                        request.tags()))),
        entry(
            "CopyDBParameterGroup",
            Permission.of(
                CopyDbParameterGroupRequest.class,
                (caller, request) ->
                    Needs.copying(
                        "rds:CopyDBParameterGroup",
                        Needs.of(
                            caller,
                            RdsArn.PARAMETER_GROUP,
                            request.sourceDBParameterGroupIdentifier()),
                        Needs.of(
                            caller,
                            RdsArn.PARAMETER_GROUP,
                            request.targetDBParameterGroupIdentifier()),
                        request.tags()))),
        entry(
            "DescribeDBParameterGroups",
            Permission.on(
                "rds:DescribeDBParameterGroups",
                DescribeDbParameterGroupsRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.PARAMETER_GROUP, request.dbParameterGroupName()))),
        entry(
            "ModifyDBParameterGroup",
            Permission.on(
                "rds:ModifyDBParameterGroup",
                ModifyDbParameterGroupRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.PARAMETER_GROUP, request.dbParameterGroupName()))),
        entry(
            "ResetDBParameterGroup",
            Permission.on(
                "rds:ResetDBParameterGroup",
                ResetDbParameterGroupRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.PARAMETER_GROUP, request.dbParameterGroupName()))),
        entry(
            "DeleteDBParameterGroup",
            Permission.on(
                "rds:DeleteDBParameterGroup",
                DeleteDbParameterGroupRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.PARAMETER_GROUP, request.dbParameterGroupName()))),
        entry(
            "DescribeDBParameters",
            Permission.on(
                "rds:DescribeDBParameters",
                DescribeDbParametersRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.PARAMETER_GROUP, request.dbParameterGroupName()))),
        entry(
            "DescribeEngineDefaultParameters",
            Permission.onAny("rds:DescribeEngineDefaultParameters")),
        entry(
            "CreateDBClusterParameterGroup",
            Permission.of(
                CreateDbClusterParameterGroupRequest.class,
                (caller, request) ->
                    Needs.creating(
                        "rds:CreateDBClusterParameterGroup",
                        Needs.of(
                            caller,
                            RdsArn.CLUSTER_PARAMETER_GROUP,
                            request.dbClusterParameterGroupName()),
                        request.tags()))),
        entry(
            "CopyDBClusterParameterGroup",
            Permission.of(
                CopyDbClusterParameterGroupRequest.class,
                (caller, request) ->
                    Needs.copying(
                        "rds:CopyDBClusterParameterGroup",
                        Needs.of(
                            caller,
                            RdsArn.CLUSTER_PARAMETER_GROUP,
                            request.sourceDBClusterParameterGroupIdentifier()),
                        Needs.of(
                            caller,
                            RdsArn.CLUSTER_PARAMETER_GROUP,
                            request.targetDBClusterParameterGroupIdentifier()),
                        request.tags()))),
        entry(
            "DescribeDBClusterParameterGroups",
            Permission.on(
                "rds:DescribeDBClusterParameterGroups",
                DescribeDbClusterParameterGroupsRequest.class,
                (caller, request) ->
                    Needs.of(
                        caller,
                        RdsArn.CLUSTER_PARAMETER_GROUP,
                        request.dbClusterParameterGroupName()))),
        entry(
            "ModifyDBClusterParameterGroup",
            Permission.on(
                "rds:ModifyDBClusterParameterGroup",
                ModifyDbClusterParameterGroupRequest.class,
                (caller, request) ->
                    Needs.of(
                        caller,
                        RdsArn.CLUSTER_PARAMETER_GROUP,
                        request.dbClusterParameterGroupName()))),
        entry(
            "ResetDBClusterParameterGroup",
            Permission.on(
                "rds:ResetDBClusterParameterGroup",
                ResetDbClusterParameterGroupRequest.class,
                (caller, request) ->
                    Needs.of(
                        caller,
                        RdsArn.CLUSTER_PARAMETER_GROUP,
                        request.dbClusterParameterGroupName()))),
        entry(
            "DeleteDBClusterParameterGroup",
            Permission.on(
                "rds:DeleteDBClusterParameterGroup",
                DeleteDbClusterParameterGroupRequest.class,
                (caller, request) ->
                    Needs.of(
                        caller,
                        RdsArn.CLUSTER_PARAMETER_GROUP,
                        request.dbClusterParameterGroupName()))),
        entry(
            "DescribeDBClusterParameters",
            Permission.on(
                "rds:DescribeDBClusterParameters",
                DescribeDbClusterParametersRequest.class,
                (caller, request) ->
                    Needs.of(
                        caller,
                        RdsArn.CLUSTER_PARAMETER_GROUP,
                        request.dbClusterParameterGroupName()))),
        entry(
            "DescribeEngineDefaultClusterParameters",
            Permission.onAny("rds:DescribeEngineDefaultClusterParameters")),
        entry(
            "CreateOptionGroup",
            Permission.of(
                CreateOptionGroupRequest.class,
                (caller, request) ->
                    Needs.creating(
                        "rds:CreateOptionGroup",
                        Needs.of(caller, RdsArn.OPTION_GROUP, request.optionGroupName()),
                        request.tags()))),
        entry(
            "CopyOptionGroup",
            Permission.of(
                CopyOptionGroupRequest.class,
                (caller, request) ->
                    Needs.copying(
                        "rds:CopyOptionGroup",
                        Needs.of(
                            caller, RdsArn.OPTION_GROUP, request.sourceOptionGroupIdentifier()),
                        Needs.of(
                            caller, RdsArn.OPTION_GROUP, request.targetOptionGroupIdentifier()),
                        request.tags()))),
        entry(
            "DescribeOptionGroups",
            Permission.on(
                "rds:DescribeOptionGroups",
                DescribeOptionGroupsRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.OPTION_GROUP, request.optionGroupName()))),
        entry(
            "ModifyOptionGroup",
            Permission.on(
                "rds:ModifyOptionGroup",
                ModifyOptionGroupRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.OPTION_GROUP, request.optionGroupName()))),
        entry(
            "DeleteOptionGroup",
            Permission.on(
                "rds:DeleteOptionGroup",
                DeleteOptionGroupRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.OPTION_GROUP, request.optionGroupName()))),
        entry("DescribeOptionGroupOptions", Permission.onAny("rds:DescribeOptionGroupOptions")),
        entry(
            "CreateDBSubnetGroup",
            Permission.of(
                CreateDbSubnetGroupRequest.class,
                (caller, request) ->
                    Needs.creating(
                        "rds:CreateDBSubnetGroup",
                        Needs.of(caller, RdsArn.SUBNET_GROUP, request.dbSubnetGroupName()),
                        request.tags()))),
        entry(
            "DescribeDBSubnetGroups",
            Permission.on(
                "rds:DescribeDBSubnetGroups",
                DescribeDbSubnetGroupsRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBNET_GROUP, request.dbSubnetGroupName()))),
        entry(
            "ModifyDBSubnetGroup",
            Permission.on(
                "rds:ModifyDBSubnetGroup",
                ModifyDbSubnetGroupRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBNET_GROUP, request.dbSubnetGroupName()))),
        entry(
            "DeleteDBSubnetGroup",
            Permission.on(
                "rds:DeleteDBSubnetGroup",
                DeleteDbSubnetGroupRequest.class,
                (caller, request) ->
                    Needs.of(caller, RdsArn.SUBNET_GROUP, request.dbSubnetGroupName()))));
  }
}
