"""The checklist for Aurora: data belong to a cluster, and a snapshot is encrypted by restoring the cluster with a key."""

from region import *


def cluster(id, region=HERE):
    described = lambda: client("rds", region).describe_db_clusters(DBClusterIdentifier=id)["DBClusters"][0]
    until("available", lambda: described()["Status"])
    return described()


def snapshot(id, region=HERE):
    described = lambda: client("rds", region).describe_db_cluster_snapshots(DBClusterSnapshotIdentifier=id)["DBClusterSnapshots"][0]
    until("available", lambda: described()["Status"])
    return described()


def created(engine, id, **more):
    client("rds").create_db_cluster(
        DBClusterIdentifier=id, Engine=engine, MasterUsername=USER, MasterUserPassword=PASSWORD, DatabaseName=DATABASE, **more)
    return cluster(id)


def taken(cluster_id, id):
    client("rds").create_db_cluster_snapshot(DBClusterIdentifier=cluster_id, DBClusterSnapshotIdentifier=id)
    return snapshot(id)


def copied(source, id, region=HERE, **more):
    client("rds", region).copy_db_cluster_snapshot(
        SourceDBClusterSnapshotIdentifier=source, TargetDBClusterSnapshotIdentifier=id, **more)
    return snapshot(id, region)


def restored(engine, snapshot_id, id, region=HERE, **more):
    client("rds", region).restore_db_cluster_from_snapshot(
        SnapshotIdentifier=snapshot_id, DBClusterIdentifier=id, Engine=engine, **more)
    return cluster(id, region)


def deleted(id, region=HERE):
    rds = client("rds", region)
    rds.delete_db_cluster(DBClusterIdentifier=id, SkipFinalSnapshot=True)
    until_gone(rds.describe_db_clusters, DBClusterIdentifier=id)


def walk(engine):
    rds = client("rds")

    line(3, f"the engine {engine} is offered")
    must(rds.describe_db_engine_versions(Engine=engine)["DBEngineVersions"], f"{engine} is listed")

    line(5, "a customer managed key with an alias, in each region")
    key, other = key_with_alias(), key_with_alias(THERE)

    line(4, "an unencrypted cluster snapshot: restore the cluster with the key, snapshot that, delete the temporary")
    source = created(engine, "shop", StorageEncrypted=False)
    fill(engine, source["Port"])
    expected = rows(engine, source["Port"])
    must(not taken("shop", "legacy")["StorageEncrypted"], "the snapshot is not encrypted")
    refused(
        "InvalidParameterCombination", rds.copy_db_cluster_snapshot, SourceDBClusterSnapshotIdentifier="legacy",
        TargetDBClusterSnapshotIdentifier="no", KmsKeyId=key)
    must(restored(engine, "legacy", "temporary", KmsKeyId="alias/rds-backup-key")["KmsKeyId"] == key, "the cluster is under the key")
    sealed = taken("temporary", "sealed")
    must(sealed["StorageEncrypted"] and sealed["KmsKeyId"] == key, "and so is its snapshot")
    deleted("temporary")

    line(1, "envelope encryption: a snapshot has its cluster's key, or the one named when it is copied")
    vault = created(engine, "vault", StorageEncrypted=True, KmsKeyId=key)
    must(taken("vault", "vault")["KmsKeyId"] == key, "the snapshot has the cluster's key")
    must(key_was_used(key, "GenerateDataKeyWithoutPlaintext", vault["DbClusterResourceId"]), "a data key was made for this database")
    second = key_with_alias(alias="alias/second")
    must(copied("vault", "vault-second", KmsKeyId=second)["KmsKeyId"] == second, "the copy has the key named")

    line(2, "covered: the cluster, its member instances, its snapshots")
    rds.create_db_instance(DBInstanceIdentifier="vault-1", DBClusterIdentifier="vault", Engine=engine, DBInstanceClass="db.r6g.large")
    until("available", lambda: rds.describe_db_instances(DBInstanceIdentifier="vault-1")["DBInstances"][0]["DBInstanceStatus"])
    member = rds.describe_db_instances(DBInstanceIdentifier="vault-1")["DBInstances"][0]
    must(member["StorageEncrypted"] and member["KmsKeyId"] == key, "the member is under the key")

    line(6, "only who may use the key uses it, and copying needs rds:CopyDBClusterSnapshot")
    stranger = client("rds", **a_user("stranger", allow("rds:*")))
    restoring = {"SnapshotIdentifier": "legacy", "DBClusterIdentifier": "clerks", "Engine": engine, "KmsKeyId": key}
    refused("KMSKeyNotAccessibleFault", stranger.restore_db_cluster_from_snapshot, **restoring)
    holder = client("rds", **a_user("holder", allow(["kms:DescribeKey", "kms:CreateGrant", "kms:Encrypt", "kms:Decrypt"], key)))
    refused("AccessDenied", holder.restore_db_cluster_from_snapshot, **restoring)

    line(7, "to another region, under a key of that region")
    abroad = client("rds", THERE)
    leaving = {"SourceDBClusterSnapshotIdentifier": sealed["DBClusterSnapshotArn"], "TargetDBClusterSnapshotIdentifier": "sealed", "SourceRegion": HERE}
    refused("InvalidParameterValue", abroad.copy_db_cluster_snapshot, **leaving)
    refused("KMSKeyNotAccessibleFault", abroad.copy_db_cluster_snapshot, **leaving, KmsKeyId=key)
    must(copied(sealed["DBClusterSnapshotArn"], "sealed", THERE, KmsKeyId=other, SourceRegion=HERE)["KmsKeyId"] == other, "under the region's own key")
    landed = restored(engine, "sealed", "landed", THERE)
    must(landed["StorageEncrypted"] and landed["KmsKeyId"] == other, "what is restored has the snapshot's key")
    must(rows(engine, landed["Port"]) == expected, "every row is there")
    deleted("landed", THERE)

    line(8, "one-way: without a key a copy stays encrypted, and so does what is restored")
    must(copied("sealed", "again")["KmsKeyId"] == key, "the copy keeps the key")

    line(9, "StorageEncrypted: yes, and the key")
    shown = {s["DBClusterSnapshotIdentifier"]: s for s in rds.describe_db_cluster_snapshots()["DBClusterSnapshots"]}
    must(shown["sealed"]["KmsKeyId"] == key and not shown["legacy"]["StorageEncrypted"], "the list says so")

    line(10, "every refusal has a cause and a fix; a disabled key blocks restore and copy")
    client("kms").disable_key(KeyId=key)
    refused("KMSKeyNotAccessibleFault", rds.restore_db_cluster_from_snapshot, DBClusterIdentifier="no", SnapshotIdentifier="sealed", Engine=engine)
    refused("KMSKeyNotAccessibleFault", rds.copy_db_cluster_snapshot, SourceDBClusterSnapshotIdentifier="sealed", TargetDBClusterSnapshotIdentifier="no")
    client("kms").enable_key(KeyId=key)
    refused("DBClusterSnapshotAlreadyExistsFault", rds.create_db_cluster_snapshot, DBClusterIdentifier="shop", DBClusterSnapshotIdentifier="sealed")
    refused("DBClusterSnapshotNotFoundFault", rds.delete_db_cluster_snapshot, DBClusterSnapshotIdentifier="nowhere")
    deleted("shop")
