"""The checklist for engines that run as DB instances."""

from region import *


def status(id, region=HERE):
    return lambda: client("rds", region).describe_db_instances(DBInstanceIdentifier=id)["DBInstances"][0]["DBInstanceStatus"]


def snapshot_status(id, region=HERE):
    return lambda: client("rds", region).describe_db_snapshots(DBSnapshotIdentifier=id)["DBSnapshots"][0]["Status"]


def instance(id, region=HERE):
    until("available", status(id, region))
    return client("rds", region).describe_db_instances(DBInstanceIdentifier=id)["DBInstances"][0]


def snapshot(id, region=HERE):
    until("available", snapshot_status(id, region))
    return client("rds", region).describe_db_snapshots(DBSnapshotIdentifier=id)["DBSnapshots"][0]


def created(engine, id, **more):
    client("rds").create_db_instance(
        DBInstanceIdentifier=id, Engine=engine, DBInstanceClass="db.t3.micro", AllocatedStorage=20, MasterUsername=USER,
        MasterUserPassword=PASSWORD, DBName=DATABASE, **more)
    return instance(id)


def taken(instance_id, id):
    client("rds").create_db_snapshot(DBInstanceIdentifier=instance_id, DBSnapshotIdentifier=id)
    return snapshot(id)


def copied(source, id, region=HERE, **more):
    client("rds", region).copy_db_snapshot(SourceDBSnapshotIdentifier=source, TargetDBSnapshotIdentifier=id, **more)
    return snapshot(id, region)


def restored(snapshot_id, id, region=HERE):
    client("rds", region).restore_db_instance_from_db_snapshot(DBSnapshotIdentifier=snapshot_id, DBInstanceIdentifier=id)
    return instance(id, region)


def port(instance):
    return instance["Endpoint"]["Port"]


def deleted(id, region=HERE):
    rds = client("rds", region)
    rds.delete_db_instance(DBInstanceIdentifier=id, SkipFinalSnapshot=True)
    until_gone(rds.describe_db_instances, DBInstanceIdentifier=id)


def walk(engine):
    rds = client("rds")

    line(3, f"the engine {engine} is offered")
    must(rds.describe_db_engine_versions(Engine=engine)["DBEngineVersions"], f"{engine} is listed")

    line(5, "a customer managed key with an alias, in each region")
    key, other = key_with_alias(), key_with_alias(THERE)

    line(4, "an unencrypted snapshot: restore it, snapshot that, copy with the key, delete the temporary")
    source = created(engine, "shop")
    fill(engine, port(source))
    expected = rows(engine, port(source))
    must(not source["StorageEncrypted"], "the instance is not encrypted")
    must(not taken("shop", "legacy")["Encrypted"], "nor is its snapshot")
    restored("legacy", "temporary")
    taken("temporary", "temporary")
    sealed = copied("temporary", "sealed", KmsKeyId="alias/rds-backup-key", CopyTags=True)
    must(sealed["Encrypted"] and sealed["KmsKeyId"] == key, "the copy is under the key")
    deleted("temporary")
    rds.delete_db_snapshot(DBSnapshotIdentifier="temporary")
    must(copied("legacy", "short", KmsKeyId="alias/aws/rds")["Encrypted"], "the shorter way, under the AWS managed key")

    line(1, "envelope encryption: a snapshot has its instance's key, or the one named when it is copied")
    vault = created(engine, "vault", StorageEncrypted=True, KmsKeyId=key)
    fill(engine, port(vault))
    must(taken("vault", "vault")["KmsKeyId"] == key, "the snapshot has the instance's key")
    must(key_was_used(key, "GenerateDataKeyWithoutPlaintext", vault["DbiResourceId"]), "a data key was made for this database")
    second = key_with_alias(alias="alias/second")
    must(copied("vault", "vault-second", KmsKeyId=second)["KmsKeyId"] == second, "the copy has the key named")

    line(2, "covered: read replica and automated backup have the instance's key")
    rds.modify_db_instance(DBInstanceIdentifier="vault", BackupRetentionPeriod=1, ApplyImmediately=True)
    instance("vault")
    backup = rds.describe_db_instance_automated_backups(DBInstanceIdentifier="vault")["DBInstanceAutomatedBackups"][0]
    must(backup["Encrypted"] and backup["KmsKeyId"] == key, "the automated backup is under the key")
    if engine == "postgres":
        rds.create_db_instance_read_replica(DBInstanceIdentifier="replica", SourceDBInstanceIdentifier="vault")
        must(instance("replica")["KmsKeyId"] == key, "the replica is under the key")
        deleted("replica")

    line(6, "only who may use the key uses it, and copying needs rds:CopyDBSnapshot")
    stranger = client("rds", **a_user("stranger", allow("rds:*")))
    copying = {"SourceDBSnapshotIdentifier": "legacy", "TargetDBSnapshotIdentifier": "clerks", "KmsKeyId": key}
    refused("KMSKeyNotAccessibleFault", stranger.copy_db_snapshot, **copying)
    holder = client("rds", **a_user("holder", allow(["kms:DescribeKey", "kms:CreateGrant", "kms:Encrypt", "kms:Decrypt"], key)))
    refused("AccessDenied", holder.copy_db_snapshot, **copying)
    clerk = a_user("clerk", json.loads(snapseal("policy", "role", "--key", key)))
    client("rds", **clerk).copy_db_snapshot(**copying)
    must(snapshot("clerks")["KmsKeyId"] == key, "the minimal policies suffice")

    line(7, "to another region, under a key of that region")
    abroad = client("rds", THERE)
    leaving = {"SourceDBSnapshotIdentifier": sealed["DBSnapshotArn"], "TargetDBSnapshotIdentifier": "sealed", "SourceRegion": HERE}
    refused("InvalidParameterValue", abroad.copy_db_snapshot, **leaving)
    refused("KMSKeyNotAccessibleFault", abroad.copy_db_snapshot, **leaving, KmsKeyId=key)
    must(copied(sealed["DBSnapshotArn"], "sealed", THERE, KmsKeyId=other, SourceRegion=HERE)["KmsKeyId"] == other, "under the region's own key")
    landed = restored("sealed", "landed", THERE)
    must(landed["StorageEncrypted"] and landed["KmsKeyId"] == other, "what is restored has the snapshot's key")
    must(rows(engine, port(landed)) == expected, "every row is there")
    deleted("landed", THERE)

    line(8, "one-way: without a key a copy stays encrypted, and so does what is restored")
    must(copied("sealed", "again")["KmsKeyId"] == key, "the copy keeps the key")

    line(9, "Encrypted: yes, and the key; and proven on the data")
    shown = {s["DBSnapshotIdentifier"]: s for s in rds.describe_db_snapshots()["DBSnapshots"]}
    must(shown["sealed"]["Encrypted"] and shown["sealed"]["KmsKeyId"] == key and not shown["legacy"]["Encrypted"], "the list says so")
    snapseal("verify", "--region", HERE, "--key", key, "--restore", "sealed")

    line(10, "every refusal has a cause and a fix; a disabled key blocks restore and copy")
    client("kms").disable_key(KeyId=key)
    refused("KMSKeyNotAccessibleFault", rds.restore_db_instance_from_db_snapshot, DBInstanceIdentifier="no", DBSnapshotIdentifier="sealed")
    refused("KMSKeyNotAccessibleFault", rds.copy_db_snapshot, SourceDBSnapshotIdentifier="sealed", TargetDBSnapshotIdentifier="no")
    client("kms").enable_key(KeyId=key)
    refused("DBSnapshotAlreadyExists", rds.copy_db_snapshot, SourceDBSnapshotIdentifier="legacy", TargetDBSnapshotIdentifier="sealed")
    refused("DBSnapshotNotFound", rds.delete_db_snapshot, DBSnapshotIdentifier="nowhere")
    deleted("shop")
