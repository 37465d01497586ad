"""The checklist for backup files of engines that need no server here: brought in, sealed, copied, and brought out again byte for byte."""

import hashlib
import tempfile

from instances import copied, snapshot
from region import *

VERSIONS = {"oracle-ee": "19.0.0.0.ru-2025-04.rur-2025-04.r1", "sqlserver-se": "16.00.4185.3.v1"}
CANARY = b"what nobody but the owner of the key may read "


def backup(engine, directory):
    """Files as the engine's own backup makes them: an RMAN set, or one .bak."""
    names = ["autobackup/c-3421-20251124-00.bkp", "data/db_01.bkp", "data/db_02.bkp"] if engine.startswith("oracle") else ["orders.bak"]
    for name in names:
        file = directory / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(CANARY * 20_000 + os.urandom(1 << 20))
    return directory if len(names) > 1 else directory / names[0]


def digests(directory):
    return {str(f.relative_to(directory)): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(directory.rglob("*")) if f.is_file()}


def brought_in(engine, id, files, *more):
    snapseal("import", "--region", HERE, "--engine", engine, "--engine-version", VERSIONS[engine], "--snapshot", id, *more, str(files))
    return snapshot(id)


def brought_out(id, region=HERE):
    with tempfile.TemporaryDirectory() as out:
        snapseal("export", "--region", region, id, "--out", f"{out}/files")
        return digests(pathlib.Path(out) / "files")


def walk(engine):
    rds = client("rds")
    with tempfile.TemporaryDirectory() as directory:
        files = backup(engine, pathlib.Path(directory))
        expected = digests(pathlib.Path(directory))

        line(5, "a customer managed key with an alias, in each region")
        key, other = key_with_alias(), key_with_alias(THERE)

        line(4, "an unencrypted snapshot of backup files: copy it with the key; restoring it takes a server that this host lacks, and is refused")
        legacy = brought_in(engine, "legacy", files)
        must(not legacy["Encrypted"] and legacy["Engine"] == engine, "it is not encrypted")
        refused("InvalidParameterCombination", rds.restore_db_instance_from_db_snapshot, DBInstanceIdentifier="no", DBSnapshotIdentifier="legacy")
        sealed = copied("legacy", "sealed", KmsKeyId="alias/rds-backup-key", CopyTags=True)
        must(sealed["Encrypted"] and sealed["KmsKeyId"] == key, "the copy is under the key")
        must(copied("legacy", "managed", KmsKeyId="alias/aws/rds")["Encrypted"], "or under the AWS managed key")
        must(brought_in(engine, "born-sealed", files, "--key", "alias/rds-backup-key")["KmsKeyId"] == key, "or sealed on its way in")

        line(6, "only who may use the key uses it, and copying needs rds:CopyDBSnapshot")
        copying = {"SourceDBSnapshotIdentifier": "legacy", "TargetDBSnapshotIdentifier": "clerks", "KmsKeyId": key}
        stranger = client("rds", **a_user("stranger", allow("rds:*")))
        refused("KMSKeyNotAccessibleFault", stranger.copy_db_snapshot, **copying)
        holder = client("rds", **a_user("holder", allow(["kms:DescribeKey", "kms:CreateGrant", "kms:Encrypt", "kms:Decrypt"], key)))
        refused("AccessDenied", holder.copy_db_snapshot, **copying)
        client("rds", **a_user("clerk", json.loads(snapseal("policy", "role", "--key", key)))).copy_db_snapshot(**copying)
        must(snapshot("clerks")["KmsKeyId"] == key, "the minimal policies suffice")

        line(7, "to another region, under a key of that region")
        abroad = client("rds", THERE)
        leaving = {"SourceDBSnapshotIdentifier": sealed["DBSnapshotArn"], "TargetDBSnapshotIdentifier": "sealed", "SourceRegion": HERE}
        refused("InvalidParameterValue", abroad.copy_db_snapshot, **leaving)
        must(copied(sealed["DBSnapshotArn"], "sealed", THERE, KmsKeyId=other, SourceRegion=HERE)["KmsKeyId"] == other, "under the region's own key")
        must(brought_out("sealed", THERE) == expected, "every byte of every file is there")

        line(8, "one-way: without a key a copy stays encrypted")
        must(copied("sealed", "again")["KmsKeyId"] == key, "the copy keeps the key")

        line(9, "Encrypted: yes, and the key; and proven on the files")
        shown = {s["DBSnapshotIdentifier"]: s for s in rds.describe_db_snapshots()["DBSnapshots"]}
        must(shown["sealed"]["Encrypted"] and shown["sealed"]["KmsKeyId"] == key and not shown["legacy"]["Encrypted"], "the list says so")
        snapseal("verify", "--region", HERE, "--key", key, "sealed")
        for id in ("legacy", "sealed", "born-sealed", "again"):
            must(brought_out(id) == expected, f"{id} gives back what was brought in")
        client("kms").disable_key(KeyId=key)
        try:
            brought_out("sealed")
        except subprocess.CalledProcessError:
            client("kms").enable_key(KeyId=key)
        else:
            raise SystemExit("a disabled key must block the export")
