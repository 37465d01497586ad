package io.snapseal.rds;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.volume.EncryptedVolumes;
import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.rds.backup.AutomatedBackups;
import io.snapseal.rds.backup.DescribedBackups;
import io.snapseal.rds.cluster.ClusterBase;
import io.snapseal.rds.cluster.ClusterParts;
import io.snapseal.rds.cluster.ClusterSnapshotKind;
import io.snapseal.rds.event.Deliveries;
import io.snapseal.rds.event.Events;
import io.snapseal.rds.group.InstanceGroups;
import io.snapseal.rds.instance.Engines;
import io.snapseal.rds.instance.Hosts;
import io.snapseal.rds.instance.InstanceRounds;
import io.snapseal.rds.instance.InstanceTasks;
import io.snapseal.rds.instance.Instances;
import io.snapseal.rds.instance.LifecycleTasks;
import io.snapseal.rds.instance.Modifications;
import io.snapseal.rds.instance.NewInstances;
import io.snapseal.rds.instance.Openings;
import io.snapseal.rds.instance.RestartPace;
import io.snapseal.rds.instance.ShownInstances;
import io.snapseal.rds.instance.StartStop;
import io.snapseal.rds.peer.OtherRegions;
import io.snapseal.rds.quota.Quotas;
import io.snapseal.rds.replica.ReadReplicas;
import io.snapseal.rds.replica.ReplicaTasks;
import io.snapseal.rds.replica.ReplicationWatch;
import io.snapseal.rds.replica.SourceDepartures;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.snapshot.Border;
import io.snapseal.rds.snapshot.DescribedSnapshots;
import io.snapseal.rds.snapshot.InstanceSnapshotChanges;
import io.snapseal.rds.snapshot.InstanceSnapshots;
import io.snapseal.rds.snapshot.NewCopies;
import io.snapseal.rds.snapshot.NewSnapshots;
import io.snapseal.rds.snapshot.RestoreAttribute;
import io.snapseal.rds.snapshot.Restores;
import io.snapseal.rds.snapshot.SnapshotAttributes;
import io.snapseal.rds.snapshot.SnapshotChanges;
import io.snapseal.rds.snapshot.SnapshotRows;
import io.snapseal.rds.snapshot.SnapshotTasks;
import io.snapseal.rds.snapshot.Snapshots;
import io.snapseal.rds.snapshot.SnapshotsOfInstances;
import io.snapseal.rds.snapshot.Sources;
import io.snapseal.rds.snapshot.StoredSnapshots;
import io.snapseal.rds.snapshot.UnmadeSnapshots;
import io.snapseal.rds.storage.EncryptionSupport;
import io.snapseal.rds.storage.OwnedKeys;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.Rounds;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Workers;
import io.snapseal.rds.transfer.Exports;
import io.snapseal.rds.transfer.Imports;
import io.snapseal.rds.transfer.Transfers;
import io.snapseal.state.StateStore;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * The relational database service of a private region: instances, snapshots, copies and restores,
 * for all accounts and regions of one server.
 */
public final class Rds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rds.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int WORKERS = 4;

  private final Authorizer authorizer;
  private final Parts parts;
  private final Map<String, Permission> permissions;
  private final Hosts hosts;
  private final Crossing crossing;
  private final Workers workers;
  private final Recovery recovery;
  private final ReplicationWatch replication;
  private final Imports imports;
  private final Transfers transfers;
  private volatile List<Finding> findings = List.of();
  private final Rounds rounds;
  private final LeftGrants leftGrants;
  private final Deliveries deliveries;

  /**
   * @param node this server's name: stable over restarts
   * @param kms KMS for a caller; here or in AWS
   * @param places where each region's bytes are; the regions of this server are its keys
   * @param engines what this host can run
   * @param encrypted where encrypted instances keep their files
   * @param plain where the others do
   */
  public Rds(
      String node,
      StateStore state,
      Authorizer authorizer,
      Function<Caller, KmsClient> kms,
      Map<String, RegionPlace> places,
      List<DatabaseEngine> engines,
      EncryptedVolumes encrypted,
      EncryptedVolumes plain,
      Clock clock,
      SecureRandom random) {
    this(
        node,
        state,
        authorizer,
        kms,
        places,
        engines,
        encrypted,
        plain,
        OtherRegions.NONE,
        clock,
        random,
        RdsSettings.USUAL);
  }

  /**
   * {@link #Rds}, with what an operator has set.
   *
   * @param others what copies between regions need from outside
   * @param settings its quotas, and where its events go
   */
  public Rds(
      String node,
      StateStore state,
      Authorizer authorizer,
      Function<Caller, KmsClient> kms,
      Map<String, RegionPlace> places,
      List<DatabaseEngine> engines,
      EncryptedVolumes encrypted,
      EncryptedVolumes plain,
      OtherRegions others,
      Clock clock,
      SecureRandom random,
      RdsSettings settings) {
    Ids ids = new Ids(random);
    WorkList work = new WorkList(node, clock, LEASE, ids::task);
    StorageKeys keys = new StorageKeys(kms);
    StorageGrants grants = new StorageGrants(kms);
    VolumeKeys volumeKeys = new VolumeKeys(grants);
    Engines installed = new Engines(engines);
    EncryptionSupport encryption = new EncryptionSupport(encrypted::unavailableBecause);
    NewInstances newInstances = new NewInstances(ids, random);
    NewSnapshots newSnapshots = new NewSnapshots(ids, clock);
    this.authorizer = authorizer;
    OwnedKeys ownedKeys = new OwnedKeys(kms);
    Around around =
        Around.of(
            state,
            engines,
            () -> encrypted.unavailableBecause().isEmpty(),
            places.keySet(),
            settings,
            ids,
            clock);
    this.deliveries = new Deliveries(state, around.outbox());
    Quotas quotas = settings.quotas();
    Events events = around.recorded();
    InstanceGroups groups = new InstanceGroups(state, around.parameterGroups());
    SnapshotChanges<DBSnapshot> changes = new InstanceSnapshotChanges(quotas, events, clock);
    SnapshotRows<DBSnapshot> snapshotRows =
        new SnapshotRows<>(InstanceSnapshots.KIND, state, work, changes);
    Snapshots snapshots = new Snapshots(state, snapshotRows, newSnapshots);
    DescribedSnapshots described = new DescribedSnapshots(state);
    SnapshotAttributes attributes =
        new SnapshotAttributes(
            state, new RestoreAttribute<>(InstanceSnapshots.KIND, state, grants));
    Instances instances =
        new Instances(
            state,
            work,
            keys,
            installed,
            newInstances,
            snapshots::addFinal,
            encryption,
            grants,
            quotas,
            groups);
    Modifications modifications = new Modifications(state, work, installed, groups);
    StartStop startStop = new StartStop(state, work, keys, grants, snapshots::addFinal, clock);
    Restores restores =
        new Restores(state, keys, installed, instances, newInstances, encryption, events);
    ResourceTags tags = new ResourceTags(state);
    RdsConditions conditions = new RdsConditions(state);
    Map<String, Permission> declared = new HashMap<>(RdsPermissions.all());
    declared.replaceAll((operation, permission) -> conditions.addedTo(permission));
    this.permissions = Map.copyOf(declared);
    this.hosts = new Hosts(encrypted, plain, engines);
    Openings openings = new Openings(state, hosts, installed, volumeKeys, places);
    AutomatedBackups backups =
        new AutomatedBackups(state, snapshots, snapshotRows, places.keySet(), clock);
    ShownInstances shownInstances =
        new ShownInstances(state, work, new RestartPace(), backups, clock, events);
    InstanceTasks instanceTasks =
        new InstanceTasks(
            state,
            work,
            hosts,
            shownInstances,
            openings,
            volumeKeys,
            grants,
            backups,
            places,
            new SourceDepartures(work));
    StoredSnapshots stored =
        new StoredSnapshots(
            state, grants, places, List.of(InstanceSnapshots.KIND, ClusterSnapshotKind.KIND));
    Sources<DBSnapshot> sources = new Sources<>(InstanceSnapshots.KIND, state, keys, grants);
    Border border =
        ForSource.border(
            others.presigned(),
            authorizer,
            conditions,
            sources,
            new Sources<>(ClusterSnapshotKind.KIND, state, keys, grants));
    this.crossing =
        new Crossing(
            state,
            border,
            sources,
            new NewCopies<>(
                InstanceSnapshots.KIND, state, keys, grants, snapshotRows, newSnapshots::copyOf),
            new UnmadeSnapshots<>(InstanceSnapshots.KIND, state, volumeKeys, ownedKeys, places),
            stored,
            volumeKeys,
            places,
            others,
            clock,
            random);
    ClusterParts clusters =
        ClusterParts.on(
            new ClusterBase(
                state,
                work,
                hosts,
                installed,
                keys,
                grants,
                volumeKeys,
                ownedKeys,
                encryption,
                places,
                ids,
                clock,
                quotas,
                events),
            stored,
            border);
    Map<Workers.Key, TaskHandler> handlers = new HashMap<>(instanceTasks.handlers());
    handlers.putAll(
        new LifecycleTasks(state, work, hosts, openings, shownInstances, backups, clock)
            .handlers());
    handlers.putAll(
        new SnapshotTasks<>(
                InstanceSnapshots.KIND,
                new SnapshotsOfInstances(work, hosts),
                state,
                hosts,
                volumeKeys,
                grants,
                ownedKeys,
                stored,
                places,
                changes)
            .handlers());
    handlers.putAll(crossing.handlers());
    handlers.putAll(stored.handlers());
    handlers.putAll(clusters.handlers());
    this.replication = new ReplicationWatch(state, hosts);
    handlers.putAll(
        new ReplicaTasks(state, work, hosts, installed, instanceTasks, replication::news)
            .handlers());
    this.workers = new Workers(state, work, LEASE, places.keySet(), handlers, WORKERS);
    this.imports = new Imports(state, keys, grants, newSnapshots, snapshotRows, places);
    this.transfers = new Transfers(authorizer, imports, new Exports(state, keys, places));
    this.parts =
        new Parts(
            instances,
            modifications,
            startStop,
            snapshots,
            described,
            attributes,
            crossing,
            restores,
            clusters,
            new ReadReplicas(
                state, work, keys, grants, encryption, instances, ids, places.keySet()),
            new DescribedBackups(state, backups),
            tags,
            around,
            workers);
    this.leftGrants = new LeftGrants(state, grants, places.keySet(), clock);
    this.rounds =
        new Rounds(
            settings
                .pace()
                .rounds(
                    new InstanceRounds(state, work, modifications, places.keySet(), clock),
                    clusters.rounds(),
                    backups,
                    leftGrants));
    this.recovery = new Recovery(state, work, hosts, stored, clusters.recovery(), places, clock);
  }

  /** Takes up what an earlier run of this server left, and begins to work. */
  public void start() throws IOException {
    imports.removeCutShort();
    findings = recovery.run();
    findings.forEach(finding -> LOG.info("found at the start: {}", finding));
    rounds.makeAll();
    workers.start();
    replication.start();
    deliveries.start();
    rounds.start();
    leftGrants.open();
  }

  /** What the start found out of order. */
  List<Finding> findings() {
    return findings;
  }

  /** Makes now the rounds that are otherwise made from time to time. */
  void makeRounds() {
    rounds.makeAll();
  }

  /** RDS as one caller may use it, in the caller's region. */
  public RdsClient as(Caller caller) {
    return NotOffered.explained(
        AuthorizedClient.of(
            RdsClient.class,
            caller,
            authorizer,
            permissions,
            RdsFaults::accessDenied,
            RdsRequests::admit,
            new ForCaller(caller, parts)));
  }

  /** Snapshots made of files from elsewhere, and given out as files. */
  public Transfers transfers() {
    return transfers;
  }

  /**
   * Answers a message of another server.
   *
   * @return empty if it is not a peer's
   */
  public Optional<byte[]> answerPeer(byte[] message) {
    return crossing.lender().answer(message);
  }

  /** Stops working and stops the database servers; what is unfinished goes on at the next start. */
  @Override
  public void close() {
    replication.close();
    rounds.close();
    workers.close();
    crossing.close();
    hosts.close();
    deliveries.close();
  }
}
