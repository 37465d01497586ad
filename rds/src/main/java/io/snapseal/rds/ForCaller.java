package io.snapseal.rds;

import io.snapseal.iam.Caller;

/** All operations, for one caller. */
record ForCaller(Caller caller, Parts parts)
    implements InstanceOperations,
        SnapshotOperations,
        ClusterOperations,
        ClusterSnapshotOperations,
        ReplicaOperations,
        AutomatedBackupOperations,
        TagOperations,
        EventOperations,
        ParameterGroupOperations,
        ClusterParameterGroupOperations,
        OptionGroupOperations,
        SubnetGroupOperations,
        CatalogOperations {}
