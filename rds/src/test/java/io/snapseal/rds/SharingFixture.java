package io.snapseal.rds;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.Progress;
import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Tables;
import io.snapseal.state.Scope;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Two accounts of one server: one that owns snapshots, and another. */
final class SharingFixture {
  static final String OTHER = "210987654321";

  final RdsFixture rds;

  SharingFixture(RdsFixture rds) {
    this.rds = rds;
  }

  RdsClient owner() {
    return rds.client();
  }

  /** The other account's root user, in a region. */
  RdsClient other(String region) {
    return rds.rds.as(Caller.root(OTHER, region, "test"));
  }

  RdsClient other() {
    return other(RdsFixture.FIRST);
  }

  KmsClient othersKms() {
    return rds.kms.as(Caller.root(OTHER, RdsFixture.FIRST, "test"));
  }

  /** A user of the other account, who may do what {@link RdsFixture#allowAlice} says. */
  Caller alice() {
    return Caller.local(Identity.user(OTHER, "alice"), "AIDA2", RdsFixture.FIRST, "test");
  }

  /** Takes a snapshot of an instance, and waits until it is there. */
  void snapshot(String instance, String id) {
    owner().createDBSnapshot(r -> r.dbInstanceIdentifier(instance).dbSnapshotIdentifier(id));
    rds.idle();
  }

  void copyOwn(String source, String id, @Nullable String key) {
    owner()
        .copyDBSnapshot(
            r -> r.sourceDBSnapshotIdentifier(source).targetDBSnapshotIdentifier(id).kmsKeyId(key));
    rds.idle();
  }

  void share(String id, String... accounts) {
    owner()
        .modifyDBSnapshotAttribute(
            r -> r.dbSnapshotIdentifier(id).attributeName("restore").valuesToAdd(accounts));
  }

  void unshare(String id, String... accounts) {
    owner()
        .modifyDBSnapshotAttribute(
            r -> r.dbSnapshotIdentifier(id).attributeName("restore").valuesToRemove(accounts));
  }

  List<String> sharedWith(String id) {
    return owner()
        .describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier(id))
        .dbSnapshotAttributesResult()
        .dbSnapshotAttributes()
        .get(0)
        .attributeValues();
  }

  static String arn(String id) {
    return RdsArn.snapshot(new Scope(RdsFixture.ACCOUNT, RdsFixture.FIRST), id).toString();
  }

  static void copy(RdsClient client, String source, String target, @Nullable String key) {
    client.copyDBSnapshot(
        r ->
            r.sourceDBSnapshotIdentifier(arn(source))
                .targetDBSnapshotIdentifier(target)
                .kmsKeyId(key));
  }

  DBSnapshot othersSnapshot(String id) {
    return other().describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().get(0);
  }

  /** What is wrong with the bytes of one of the other account's snapshots. */
  List<?> problems(String id) {
    String storeId =
        rds.state
            .read(handle -> Tables.snapshot(handle, new Scope(OTHER, RdsFixture.FIRST), id))
            .internal()
            .storeId();
    BlockStore store = Objects.requireNonNull(rds.stores.get(RdsFixture.FIRST));
    return store.verify(storeId, KeyAccess.of(othersKms()), Progress.NONE).problems();
  }

  /** Whether a restore from one of the other account's names comes to a running database. */
  String restored(String id, String snapshot) {
    other()
        .restoreDBInstanceFromDBSnapshot(
            r -> r.dbInstanceIdentifier(id).dbSnapshotIdentifier(snapshot));
    rds.idle();
    String status =
        other()
            .describeDBInstances(r -> r.dbInstanceIdentifier(id))
            .dbInstances()
            .get(0)
            .dbInstanceStatus();
    other().deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));
    rds.idle();
    return status;
  }
}
