package io.snapseal.rds.cluster;

import io.snapseal.rds.instance.RestartPace;
import io.snapseal.rds.snapshot.Border;
import io.snapseal.rds.snapshot.Copies;
import io.snapseal.rds.snapshot.NewCopies;
import io.snapseal.rds.snapshot.RestoreAttribute;
import io.snapseal.rds.snapshot.SnapshotRows;
import io.snapseal.rds.snapshot.SnapshotTasks;
import io.snapseal.rds.snapshot.Sources;
import io.snapseal.rds.snapshot.StoredSnapshots;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Workers;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/** What the operations on clusters are made of, and what is done behind them. */
public record ClusterParts(
    Clusters clusters,
    DescribedClusters described,
    ClusterLife life,
    ClusterModifications modifications,
    Members members,
    ClusterSnapshots snapshots,
    DescribedClusterSnapshots describedSnapshots,
    ClusterSnapshotAttributes attributes,
    Copies<DBClusterSnapshot> copies,
    ClusterRestores restores,
    ClusterRecovery recovery,
    ClusterRounds rounds,
    Map<Workers.Key, TaskHandler> handlers) {

  /** Puts them together. */
  public static ClusterParts on(ClusterBase base, StoredSnapshots stored, Border border) {
    ClusterEngines engines = new ClusterEngines(base.engines());
    ClusterHosts hosts =
        new ClusterHosts(base.hosts(), engines, base.volumeKeys(), base.ownedKeys(), base.places());
    NewClusters newClusters = new NewClusters(base.ids());
    Clusters clusters =
        new Clusters(
            base.state(),
            base.work(),
            base.keys(),
            base.grants(),
            engines,
            newClusters,
            base.encryption(),
            base.quotas());
    ClusterSnapshotChanges changes = new ClusterSnapshotChanges(base.quotas(), base.events());
    SnapshotRows<DBClusterSnapshot> rows =
        new SnapshotRows<>(ClusterSnapshotKind.KIND, base.state(), base.work(), changes);
    NewClusterSnapshots newSnapshots = new NewClusterSnapshots(base.ids(), base.clock());
    ClusterSnapshots snapshots = new ClusterSnapshots(base.state(), rows, newSnapshots);
    return new ClusterParts(
        clusters,
        new DescribedClusters(base.state()),
        new ClusterLife(
            base.state(), base.work(), snapshots, base.keys(), base.grants(), base.clock()),
        new ClusterModifications(base.state(), hosts),
        new Members(
            base.state(), new NewMembers(base.ids(), base.clock()), base.quotas(), base.events()),
        snapshots,
        new DescribedClusterSnapshots(base.state()),
        new ClusterSnapshotAttributes(
            base.state(),
            new RestoreAttribute<>(ClusterSnapshotKind.KIND, base.state(), base.grants())),
        copies(base, rows, newSnapshots, border),
        new ClusterRestores(
            base.state(),
            base.keys(),
            base.grants(),
            engines,
            clusters,
            newClusters,
            base.encryption()),
        new ClusterRecovery(base.state(), base.work(), hosts, base.places(), base.clock()),
        new ClusterRounds(base.state(), base.work(), base.places().keySet(), base.clock()),
        handlers(base, hosts, stored, changes));
  }

  private static Copies<DBClusterSnapshot> copies(
      ClusterBase base,
      SnapshotRows<DBClusterSnapshot> rows,
      NewClusterSnapshots newSnapshots,
      Border border) {
    return new Copies<>(
        ClusterSnapshotKind.KIND,
        new Sources<>(ClusterSnapshotKind.KIND, base.state(), base.keys(), base.grants()),
        new NewCopies<>(
            ClusterSnapshotKind.KIND,
            base.state(),
            base.keys(),
            base.grants(),
            rows,
            newSnapshots::copyOf),
        border,
        base.places().keySet());
  }

  private static Map<Workers.Key, TaskHandler> handlers(
      ClusterBase base,
      ClusterHosts hosts,
      StoredSnapshots stored,
      ClusterSnapshotChanges changes) {
    ShownClusters shownClusters =
        new ShownClusters(
            base.state(), base.work(), new RestartPace(), base.clock(), base.events());
    ClusterTasks tasks =
        new ClusterTasks(
            base.state(),
            base.work(),
            hosts,
            shownClusters,
            new RestoredClusters(base.state(), base.volumeKeys(), base.ownedKeys(), base.places()),
            base.grants());
    SnapshotTasks<DBClusterSnapshot> snapshotTasks =
        new SnapshotTasks<>(
            ClusterSnapshotKind.KIND,
            new SnapshotsOfClusters(base.work(), hosts),
            base.state(),
            base.hosts(),
            base.volumeKeys(),
            base.grants(),
            base.ownedKeys(),
            stored,
            base.places(),
            changes);
    Map<Workers.Key, TaskHandler> all = new HashMap<>(tasks.handlers());
    all.putAll(snapshotTasks.handlers());
    all.put(
        new Workers.Key(ClusterTables.CLUSTERS.kind(), ClusterKeyCheck.TASK),
        new ClusterKeyCheck(base.state(), hosts, shownClusters));
    return Map.copyOf(all);
  }
}
