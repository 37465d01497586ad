package io.snapseal.rds;

import io.snapseal.rds.backup.DescribedBackups;
import io.snapseal.rds.cluster.ClusterParts;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.instance.Modifications;
import io.snapseal.rds.instance.StartStop;
import io.snapseal.rds.replica.ReadReplicas;
import io.snapseal.rds.snapshot.DescribedSnapshots;
import io.snapseal.rds.snapshot.Restores;
import io.snapseal.rds.snapshot.SnapshotAttributes;
import io.snapseal.rds.snapshot.Snapshots;
import io.snapseal.rds.task.Workers;

/** What the operations are made of. */
record Parts(
    Instances instances,
    Modifications modifications,
    StartStop startStop,
    Snapshots snapshots,
    DescribedSnapshots described,
    SnapshotAttributes attributes,
    Crossing crossing,
    Restores restores,
    ClusterParts clusters,
    ReadReplicas replicas,
    DescribedBackups backups,
    ResourceTags tags,
    Around around,
    Workers workers) {}
