#!/bin/sh
# Several accounts in one private region, made and limited by AWS Organizations, by the AWS CLI's own commands:
#
#   ./snapseal region start &
#   eval "$(./snapseal env)"
#   docs/accounts.sh
#
# It prints each command and what it answers. The user guide holds the transcript; a test runs this script and compares.
. "$(dirname "$0")/transcript.sh"
available() { # available snapshot|instance NAME COMMAND...: waits for it, as whoever the command is
  kind=$1 name=$2 looks=0
  shift 2
  while :; do
    case "$kind" in
      snapshot) status=$("$@" aws rds describe-db-snapshots --db-snapshot-identifier "$name" --query 'DBSnapshots[0].Status' --output text) ;;
      *) status=$("$@" aws rds describe-db-instances --db-instance-identifier "$name" --query 'DBInstances[0].DBInstanceStatus' --output text) ;;
    esac
    [ "$status" != available ] || return 0
    looks=$((looks + 1))
    if [ "$status" = failed ] || [ "$looks" -gt 300 ]; then
      echo "$name is $status" >&2
      exit 1
    fi
    sleep 0.2
  done
}
in_ledger() { # in_ledger COMMAND...: in the session of the new account's role
  (export AWS_ACCESS_KEY_ID="$session_id" AWS_SECRET_ACCESS_KEY="$session_secret" AWS_SESSION_TOKEN="$session_token" && "$@")
}

say "The root user makes an administrator: it assumes no roles itself"
signs admin
run aws iam attach-user-policy --user-name admin --policy-arn arn:aws:iam::aws:policy/AdministratorAccess

say "An organization, with service control policies in force, and an OU"
run as admin aws organizations create-organization --query Organization.FeatureSet --output text
root=$(as admin aws organizations list-roots --query 'Roots[0].Id' --output text)
run as admin aws organizations enable-policy-type --root-id "$root" --policy-type SERVICE_CONTROL_POLICY --query 'Root.PolicyTypes[].[Type,Status]' --output text
ou=$(as admin aws organizations create-organizational-unit --parent-id "$root" --name databases --query OrganizationalUnit.Id --output text)

say "An account in it"
request=$(as admin aws organizations create-account --account-name ledger --email ledger@example.com --query CreateAccountStatus.Id --output text)
run as admin aws organizations describe-create-account-status --create-account-request-id "$request" --query CreateAccountStatus.[State,AccountName,AccountId] --output text
ledger=$(as admin aws organizations describe-create-account-status --create-account-request-id "$request" --query CreateAccountStatus.AccountId --output text)
run as admin aws organizations move-account --account-id "$ledger" --source-parent-id "$root" --destination-parent-id "$ou"

say "Into it, by the role that it was made with"
set -- $(as admin aws sts assume-role --role-arn "arn:aws:iam::$ledger:role/OrganizationAccountAccessRole" --role-session-name visit \
  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
session_id=$1 session_secret=$2 session_token=$3
run in_ledger aws sts get-caller-identity --query Arn --output text
key=$(in_ledger aws kms create-key --query KeyMetadata.KeyId --output text)
run in_ledger aws kms describe-key --key-id "$key" --query KeyMetadata.Arn --output text
refused AccessDeniedException as admin aws kms describe-key --key-id "arn:aws:kms:us-east-1:$ledger:key/$key"

say "Its key for everybody of the organization"
organization=$(as admin aws organizations describe-organization --query Organization.Id --output text)
policy=$(
  cat <<JSON
{"Version": "2012-10-17", "Statement": [
 {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$ledger:root"}, "Action": "kms:*", "Resource": "*"},
 {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["kms:Encrypt", "kms:DescribeKey"], "Resource": "*",
  "Condition": {"StringEquals": {"aws:PrincipalOrgID": "$organization"}}}]}
JSON
)
in_ledger aws kms put-key-policy --key-id "$key" --policy-name default --policy "$policy"
run as admin aws kms encrypt --key-id "arn:aws:kms:us-east-1:$ledger:key/$key" --plaintext c2VjcmV0 --query EncryptionAlgorithm --output text

say "A database of the first account, its snapshot, and that under a key which RDS may use on the new account's behalf"
account=$(as admin aws sts get-caller-identity --query Account --output text)
policy=$(
  cat <<JSON
{"Version": "2012-10-17", "Statement": [
 {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$account:root"}, "Action": "kms:*", "Resource": "*"},
 {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$ledger:root"}, "Action": ["kms:DescribeKey", "kms:CreateGrant"], "Resource": "*",
  "Condition": {"StringEquals": {"kms:ViaService": "rds.us-east-1.amazonaws.com"}}}]}
JSON
)
first=$(as admin aws kms create-key --policy "$policy" --query KeyMetadata.KeyId --output text)
run as admin aws rds create-db-instance --db-instance-identifier books --engine postgres --db-instance-class db.t3.micro --allocated-storage 20 \
  --master-username keeper --master-user-password not-a-secret --backup-retention-period 0 --query DBInstance.DBInstanceStatus --output text
available instance books as admin
run as admin aws rds create-db-snapshot --db-instance-identifier books --db-snapshot-identifier books-plain --query DBSnapshot.Encrypted --output text
available snapshot books-plain as admin
run as admin aws rds copy-db-snapshot --source-db-snapshot-identifier books-plain --target-db-snapshot-identifier books --kms-key-id "$first" --query DBSnapshot.Encrypted --output text
available snapshot books as admin

say "Nobody else's, until it is shared"
shared="arn:aws:rds:us-east-1:$account:snapshot:books"
refused DBSnapshotNotFound in_ledger aws rds copy-db-snapshot --source-db-snapshot-identifier "$shared" --target-db-snapshot-identifier books --kms-key-id "$key"
refused InvalidDBSnapshotState as admin aws rds modify-db-snapshot-attribute --db-snapshot-identifier books --attribute-name restore --values-to-add all
run as admin aws rds modify-db-snapshot-attribute --db-snapshot-identifier books --attribute-name restore --values-to-add "$ledger" \
  --query 'DBSnapshotAttributesResult.DBSnapshotAttributes[0].AttributeValues' --output text
run in_ledger aws rds describe-db-snapshots --include-shared --query 'DBSnapshots[].[SnapshotType,DBSnapshotIdentifier]' --output text

say "The new account copies it under its own key, and needs nothing of the first one any more"
refused InvalidParameterCombination in_ledger aws rds restore-db-instance-from-db-snapshot --db-instance-identifier books --db-snapshot-identifier "$shared"
run in_ledger aws rds copy-db-snapshot --source-db-snapshot-identifier "$shared" --target-db-snapshot-identifier books --kms-key-id "$key" --query DBSnapshot.KmsKeyId --output text
available snapshot books in_ledger
as admin aws rds modify-db-snapshot-attribute --db-snapshot-identifier books --attribute-name restore --values-to-remove "$ledger" >/dev/null
refused DBSnapshotNotFound in_ledger aws rds copy-db-snapshot --source-db-snapshot-identifier "$shared" --target-db-snapshot-identifier again --kms-key-id "$key"
run as admin aws rds delete-db-snapshot --db-snapshot-identifier books --query DBSnapshot.Status --output text
run in_ledger aws rds describe-db-snapshots --query 'DBSnapshots[].[DBSnapshotIdentifier,Status,Encrypted]' --output text

say "A service control policy: no key of these accounts is deleted, whoever asks"
scp=$(as admin aws organizations create-policy --name keep-keys --description "No key is deleted" --type SERVICE_CONTROL_POLICY --content \
  '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"}}' \
  --query Policy.PolicySummary.Id --output text)
run as admin aws organizations attach-policy --policy-id "$scp" --target-id "$ou"
refused AccessDeniedException in_ledger aws kms schedule-key-deletion --key-id "$key"

say "A closed account: nobody acts in it"
run as admin aws organizations close-account --account-id "$ledger"
refused InvalidClientTokenId in_ledger aws sts get-caller-identity
