#!/bin/sh
# The procedure Snapseal was founded on, by the AWS CLI's own commands, against a private region:
#
#   ./snapseal region start &
#   eval "$(./snapseal env)"
#   docs/procedure.sh
#
# It prints each command and what it answers. The user guide holds the transcript; a test runs this script and compares.
set -eu

# AWS CLI 1 goes to Amazon for RDS in us-east-1 unless the endpoint is an option ("snapseal env" defines the same function).
aws() { command aws --endpoint-url "${AWS_ENDPOINT_URL:?run eval \"\$(./snapseal env)\" first}" "$@"; }

say() { printf '\n# %s\n' "$*"; }
run() {
  printf '$ %s\n' "$*"
  "$@"
}
refused() { # a command that must fail, and the code it must fail with
  code=$1
  shift
  printf '$ %s\n' "$*"
  if answer=$("$@" 2>&1); then
    echo "this should have been refused with $code: $answer" >&2
    exit 1
  fi
  case "$answer" in
    *"($code)"*) printf 'refused: %s\n' "$code" ;;
    *)
      echo "refused, but not with $code: $answer" >&2
      exit 1
      ;;
  esac
}
until_available() { # until_available snapshot|instance REGION NAME
  looks=0
  while :; do
    case "$1" in
      snapshot) status=$(aws rds describe-db-snapshots --region "$2" --db-snapshot-identifier "$3" --query 'DBSnapshots[0].Status' --output text) ;;
      *) status=$(aws rds describe-db-instances --region "$2" --db-instance-identifier "$3" --query 'DBInstances[0].DBInstanceStatus' --output text) ;;
    esac
    [ "$status" != available ] || return 0
    looks=$((looks + 1))
    if [ "$status" = failed ] || [ "$looks" -gt 300 ]; then
      echo "$3 is $status" >&2
      exit 1
    fi
    sleep 0.2
  done
}
gone() { # until an instance is gone
  while aws rds describe-db-instances --region "$1" --db-instance-identifier "$2" >/dev/null 2>&1; do sleep 0.2; done
}

here=us-east-1
there=eu-west-1

say "A database, and a snapshot of it that is not encrypted"
run aws rds create-db-instance --region $here --db-instance-identifier shop --engine postgres --db-instance-class db.t3.micro \
  --allocated-storage 20 --master-username shopkeeper --master-user-password correct-horse --db-name shop --backup-retention-period 0 \
  --query 'DBInstance.[DBInstanceIdentifier,DBInstanceStatus,StorageEncrypted]' --output text
until_available instance $here shop
run aws rds create-db-snapshot --region $here --db-instance-identifier shop --db-snapshot-identifier shop-legacy \
  --query 'DBSnapshot.[DBSnapshotIdentifier,Status,Encrypted]' --output text
until_available snapshot $here shop-legacy

say "A customer managed key, with an alias"
key=$(aws kms create-key --region $here --description "protects database backups" --query KeyMetadata.KeyId --output text)
run aws kms create-alias --region $here --alias-name alias/rds-backup-key --target-key-id "$key"
run aws kms describe-key --region $here --key-id alias/rds-backup-key \
  --query 'KeyMetadata.[KeyManager,KeySpec,KeyUsage,KeyState]' --output text

say "Encrypt it: restore to a temporary instance, snapshot that, copy the snapshot with encryption, delete the temporary"
run aws rds restore-db-instance-from-db-snapshot --region $here --db-instance-identifier shop-temporary --db-snapshot-identifier shop-legacy \
  --query 'DBInstance.[DBInstanceIdentifier,StorageEncrypted]' --output text
until_available instance $here shop-temporary
run aws rds create-db-snapshot --region $here --db-instance-identifier shop-temporary --db-snapshot-identifier shop-temporary \
  --query 'DBSnapshot.[DBSnapshotIdentifier,Encrypted]' --output text
until_available snapshot $here shop-temporary
run aws rds copy-db-snapshot --region $here --source-db-snapshot-identifier shop-temporary --target-db-snapshot-identifier shop-sealed \
  --kms-key-id alias/rds-backup-key --query 'DBSnapshot.[DBSnapshotIdentifier,Encrypted]' --output text
until_available snapshot $here shop-sealed
run aws rds delete-db-instance --region $here --db-instance-identifier shop-temporary --skip-final-snapshot \
  --query 'DBInstance.[DBInstanceIdentifier,DBInstanceStatus]' --output text
run aws rds delete-db-snapshot --region $here --db-snapshot-identifier shop-temporary \
  --query 'DBSnapshot.[DBSnapshotIdentifier,Status]' --output text
gone $here shop-temporary

say "The shorter way the API offers: copy the snapshot itself, here under the AWS managed key"
run aws rds copy-db-snapshot --region $here --source-db-snapshot-identifier shop-legacy --target-db-snapshot-identifier shop-aws-managed \
  --kms-key-id alias/aws/rds --query 'DBSnapshot.[DBSnapshotIdentifier,Encrypted]' --output text
until_available snapshot $here shop-aws-managed

say "Verify: encrypted, and under which key"
run aws rds describe-db-snapshots --region $here --query 'DBSnapshots[].[DBSnapshotIdentifier,Status,Encrypted,KmsKeyId]' --output text

say "Copy it to another region, under a key of that region"
other=$(aws kms create-key --region $there --description "protects database backups" --query KeyMetadata.KeyId --output text)
run aws kms create-alias --region $there --alias-name alias/rds-backup-key --target-key-id "$other"
refused InvalidParameterValue aws rds copy-db-snapshot --region $there --source-region $here --target-db-snapshot-identifier shop-sealed \
  --source-db-snapshot-identifier arn:aws:rds:$here:123456789012:snapshot:shop-sealed
run aws rds copy-db-snapshot --region $there --source-region $here --target-db-snapshot-identifier shop-sealed \
  --source-db-snapshot-identifier arn:aws:rds:$here:123456789012:snapshot:shop-sealed --kms-key-id alias/rds-backup-key \
  --query 'DBSnapshot.[DBSnapshotIdentifier,Encrypted,SourceRegion]' --output text
until_available snapshot $there shop-sealed
run aws rds describe-db-snapshots --region $there --query 'DBSnapshots[].[DBSnapshotIdentifier,Status,Encrypted,KmsKeyId]' --output text

say "One way: a copy without a key stays encrypted, and so does what is restored"
run aws rds copy-db-snapshot --region $here --source-db-snapshot-identifier shop-sealed --target-db-snapshot-identifier shop-sealed-again \
  --query 'DBSnapshot.[DBSnapshotIdentifier,Encrypted]' --output text
until_available snapshot $here shop-sealed-again
run aws rds restore-db-instance-from-db-snapshot --region $there --db-instance-identifier shop-restored --db-snapshot-identifier shop-sealed \
  --query 'DBInstance.[DBInstanceIdentifier,StorageEncrypted]' --output text
until_available instance $there shop-restored

say "Whoever controls the key controls the snapshot"
run aws kms disable-key --region $there --key-id "$other"
refused KMSKeyNotAccessibleFault aws rds restore-db-instance-from-db-snapshot --region $there --db-instance-identifier shop-refused \
  --db-snapshot-identifier shop-sealed
run aws kms enable-key --region $there --key-id "$other"

say "Clean up"
run aws rds delete-db-instance --region $there --db-instance-identifier shop-restored --skip-final-snapshot \
  --query 'DBInstance.DBInstanceStatus' --output text
run aws rds delete-db-instance --region $here --db-instance-identifier shop --final-db-snapshot-identifier shop-final \
  --query 'DBInstance.DBInstanceStatus' --output text
gone $there shop-restored
gone $here shop
run aws rds describe-db-snapshots --region $here --db-snapshot-identifier shop-final \
  --query 'DBSnapshots[0].[DBSnapshotIdentifier,Status,Encrypted]' --output text
