package io.snapseal.rds;

import io.snapseal.engine.DatabaseEngine;
import io.snapseal.engine.volume.EncryptedVolumes;
import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.state.StateStore;
import io.snapseal.state.WorkList;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;

/**
 * The relational database service of a private region: instances, snapshots, copies and restores,
 * for all accounts and regions of one server.
 */
public final class Rds implements AutoCloseable {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int WORKERS = 4;

  private final Authorizer authorizer;
  private final Instances instances;
  private final Snapshots snapshots;
  private final DescribedSnapshots described;
  private final SnapshotAttributes attributes;
  private final Modifications modifications;
  private final Copies copies;
  private final Restores restores;
  private final ResourceTags tags;
  private final Map<String, Permission> permissions;
  private final Hosts hosts;
  private final Workers workers;
  private final Recovery recovery;

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
    Ids ids = new Ids(random);
    WorkList work = new WorkList(node, clock, LEASE, ids::task);
    StorageKeys keys = new StorageKeys(kms);
    StorageGrants grants = new StorageGrants(kms);
    VolumeKeys volumeKeys = new VolumeKeys(grants);
    Engines installed = new Engines(engines);
    EncryptionSupport encryption = new EncryptionSupport(encrypted::unavailableBecause);
    NewInstances newInstances = new NewInstances(ids);
    NewSnapshots newSnapshots = new NewSnapshots(ids, clock);
    this.authorizer = authorizer;
    this.snapshots = new Snapshots(state, work, newSnapshots);
    this.described = new DescribedSnapshots(state);
    this.attributes = new SnapshotAttributes(state, grants);
    this.instances =
        new Instances(state, work, keys, installed, newInstances, snapshots, encryption, grants);
    this.modifications = new Modifications(state);
    this.copies = new Copies(state, keys, grants, snapshots, newSnapshots, places.keySet());
    this.restores = new Restores(state, keys, installed, instances, newInstances, encryption);
    this.tags = new ResourceTags(state);
    RdsConditions conditions = new RdsConditions(state);
    Map<String, Permission> declared = new HashMap<>(RdsPermissions.all());
    declared.replaceAll((operation, permission) -> conditions.addedTo(permission));
    this.permissions = Map.copyOf(declared);
    this.hosts = new Hosts(encrypted, plain, engines);
    InstanceTasks instanceTasks =
        new InstanceTasks(
            state,
            work,
            hosts,
            new ShownInstances(state, work, new RestartPace(), clock),
            installed,
            volumeKeys,
            grants,
            places);
    StoredSnapshots stored = new StoredSnapshots(state, grants, places);
    Map<Workers.Key, TaskHandler> handlers = new HashMap<>(instanceTasks.handlers());
    handlers.putAll(
        new SnapshotTasks(state, work, hosts, volumeKeys, grants, stored, places).handlers());
    handlers.putAll(stored.handlers());
    this.workers = new Workers(state, work, LEASE, places.keySet(), handlers, WORKERS);
    this.recovery = new Recovery(state, work, hosts, stored, places);
  }

  /** Takes up what an earlier run of this server left, and begins to work. */
  public void start() throws IOException {
    recovery.run();
    workers.start();
  }

  /** RDS as one caller may use it, in the caller's region. */
  public RdsClient as(Caller caller) {
    return AuthorizedClient.of(
        RdsClient.class,
        caller,
        authorizer,
        permissions,
        RdsFaults::accessDenied,
        RdsRequests::admit,
        new ForCaller(caller));
  }

  /** Stops working and stops the database servers; what is unfinished goes on at the next start. */
  @Override
  public void close() {
    workers.close();
    hosts.close();
  }

  /** The operations, for one caller, once they are allowed. */
  final class ForCaller implements RdsClient {
    private final Caller caller;

    private ForCaller(Caller caller) {
      this.caller = caller;
    }

    @Override
    public CreateDbInstanceResponse createDBInstance(CreateDbInstanceRequest request) {
      CreateDbInstanceResponse response =
          CreateDbInstanceResponse.builder().dbInstance(instances.create(caller, request)).build();
      workers.wake();
      return response;
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
      return instances.describe(caller, request);
    }

    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
      return ModifyDbInstanceResponse.builder()
          .dbInstance(modifications.modify(caller, request))
          .build();
    }

    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
      DeleteDbInstanceResponse response =
          DeleteDbInstanceResponse.builder().dbInstance(instances.delete(caller, request)).build();
      workers.wake();
      return response;
    }

    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
      CreateDbSnapshotResponse response =
          CreateDbSnapshotResponse.builder().dbSnapshot(snapshots.create(caller, request)).build();
      workers.wake();
      return response;
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
      return described.describe(caller, request);
    }

    @Override
    public DescribeDbSnapshotAttributesResponse describeDBSnapshotAttributes(
        DescribeDbSnapshotAttributesRequest request) {
      return DescribeDbSnapshotAttributesResponse.builder()
          .dbSnapshotAttributesResult(attributes.describe(caller, request))
          .build();
    }

    @Override
    public ModifyDbSnapshotAttributeResponse modifyDBSnapshotAttribute(
        ModifyDbSnapshotAttributeRequest request) {
      return ModifyDbSnapshotAttributeResponse.builder()
          .dbSnapshotAttributesResult(attributes.modify(caller, request))
          .build();
    }

    @Override
    public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
      CopyDbSnapshotResponse response =
          CopyDbSnapshotResponse.builder().dbSnapshot(copies.copy(caller, request)).build();
      workers.wake();
      return response;
    }

    @Override
    public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
      DeleteDbSnapshotResponse response =
          DeleteDbSnapshotResponse.builder().dbSnapshot(snapshots.delete(caller, request)).build();
      workers.wake();
      return response;
    }

    @Override
    public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
        RestoreDbInstanceFromDbSnapshotRequest request) {
      RestoreDbInstanceFromDbSnapshotResponse response =
          RestoreDbInstanceFromDbSnapshotResponse.builder()
              .dbInstance(restores.restore(caller, request))
              .build();
      workers.wake();
      return response;
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
      return tags.add(caller, request);
    }

    @Override
    public RemoveTagsFromResourceResponse removeTagsFromResource(
        RemoveTagsFromResourceRequest request) {
      return tags.remove(caller, request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
      return tags.list(caller, request);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
