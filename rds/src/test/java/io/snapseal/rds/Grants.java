package io.snapseal.rds;

import io.snapseal.rds.cluster.ClusterSnapshotKind;
import io.snapseal.rds.snapshot.InstanceSnapshots;
import io.snapseal.rds.snapshot.SnapshotKind;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The grants by which RDS uses keys: one for each resource under a key, of the resource's name. */
final class Grants {
  private Grants() {}

  /** The names of those that there are, on all keys of the account in a region. */
  static List<String> there(RdsFixture fixture, String region) {
    KmsClient kms = fixture.kms(region);
    return kms.listKeys().keys().stream()
        .flatMap(key -> kms.listGrants(r -> r.keyId(key.keyArn())).grants().stream())
        .map(GrantListEntry::name)
        .toList();
  }

  /** The names of those that there must be. */
  static List<String> needed(RdsFixture fixture, String region) {
    return Stream.of(
            fixture.client(region).describeDBInstances().dbInstances().stream()
                .filter(instance -> instance.kmsKeyId() != null)
                .filter(instance -> instance.dbClusterIdentifier() == null)
                .map(DBInstance::dbiResourceId),
            fixture.client(region).describeDBClusters().dbClusters().stream()
                .filter(cluster -> cluster.kmsKeyId() != null)
                .map(DBCluster::dbClusterResourceId),
            ofSnapshots(fixture, InstanceSnapshots.KIND, region),
            ofSnapshots(fixture, ClusterSnapshotKind.KIND, region))
        .flatMap(names -> names)
        .toList();
  }

  private static <T extends SdkPojo> Stream<String> ofSnapshots(
      RdsFixture fixture, SnapshotKind<T> kind, String region) {
    return fixture.state.read(kind.table()::everywhere).stream()
        .filter(row -> row.scope().region().equals(region))
        .filter(row -> kind.facts(row).kmsKeyArn() != null)
        .map(row -> row.internal().storeId());
  }
}
