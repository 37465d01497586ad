#!/bin/sh
# Who may use which key on which snapshot, by the AWS CLI's own commands, against a private region:
#
#   ./snapseal region start &
#   eval "$(./snapseal env)"
#   docs/access.sh
#
# It prints each command and what it answers. The user guide holds the transcript; a test runs this script and compares.
. "$(dirname "$0")/transcript.sh"
until_available() { # until_available snapshot|instance NAME
  looks=0
  while :; do
    case "$1" in
      snapshot) status=$(aws rds describe-db-snapshots --db-snapshot-identifier "$2" --query 'DBSnapshots[0].Status' --output text) ;;
      *) status=$(aws rds describe-db-instances --db-instance-identifier "$2" --query 'DBInstances[0].DBInstanceStatus' --output text) ;;
    esac
    [ "$status" != available ] || return 0
    looks=$((looks + 1))
    if [ "$status" = failed ] || [ "$looks" -gt 300 ]; then
      echo "$2 is $status" >&2
      exit 1
    fi
    sleep 0.2
  done
}
account=$(aws sts get-caller-identity --query Account --output text)

say "A key with an administrator and a user, as the console makes one"
signs keeper
signs clerk
policy=$(
  cat <<JSON
{"Version": "2012-10-17", "Statement": [
 {"Sid": "Enable IAM policies", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$account:root"}, "Action": "kms:*", "Resource": "*"},
 {"Sid": "Allow access for Key Administrators", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$account:user/keeper"},
  "Action": ["kms:Describe*", "kms:Enable*", "kms:Disable*", "kms:Put*", "kms:Get*", "kms:List*"], "Resource": "*"},
 {"Sid": "Allow use of the key", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$account:user/clerk"},
  "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"], "Resource": "*"},
 {"Sid": "Allow attachment of persistent resources", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::$account:user/clerk"},
  "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], "Resource": "*", "Condition": {"Bool": {"kms:GrantIsForAWSResource": true}}}]}
JSON
)
key=$(aws kms create-key --policy "$policy" --query KeyMetadata.KeyId --output text)
run aws kms create-alias --alias-name alias/rds-backup-key --target-key-id "$key"

say "The user uses it, and does not administer it; the administrator administers it, and does not use it"
run as clerk aws kms encrypt --key-id alias/rds-backup-key --plaintext c2VjcmV0 --query EncryptionAlgorithm --output text
refused AccessDeniedException as clerk aws kms disable-key --key-id "$key"
refused AccessDeniedException as keeper aws kms encrypt --key-id alias/rds-backup-key --plaintext c2VjcmV0
run as keeper aws kms get-key-policy --key-id "$key" --query PolicyName --output text

say "A snapshot: whoever copies it needs rds:CopyDBSnapshot, and the key"
aws rds create-db-instance --db-instance-identifier ledger --engine postgres --db-instance-class db.t3.micro \
  --allocated-storage 20 --master-username keeper --master-user-password correct-horse --backup-retention-period 0 >/dev/null
until_available instance ledger
aws rds create-db-snapshot --db-instance-identifier ledger --db-snapshot-identifier ledger-plain >/dev/null
until_available snapshot ledger-plain
refused AccessDenied as clerk aws rds copy-db-snapshot --source-db-snapshot-identifier ledger-plain \
  --target-db-snapshot-identifier ledger-sealed --kms-key-id alias/rds-backup-key
run aws iam put-user-policy --user-name clerk --policy-name copies --policy-document \
  '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rds:CopyDBSnapshot", "Resource": "*"}}'
run aws iam put-user-policy --user-name keeper --policy-name copies --policy-document \
  '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rds:CopyDBSnapshot", "Resource": "*"}}'
refused KMSKeyNotAccessibleFault as keeper aws rds copy-db-snapshot --source-db-snapshot-identifier ledger-plain \
  --target-db-snapshot-identifier ledger-sealed --kms-key-id alias/rds-backup-key
run as clerk aws rds copy-db-snapshot --source-db-snapshot-identifier ledger-plain \
  --target-db-snapshot-identifier ledger-sealed --kms-key-id alias/rds-backup-key --query DBSnapshot.Encrypted --output text
until_available snapshot ledger-sealed

say "RDS holds the key by a grant, bound to that database; it goes with the snapshot"
run aws kms list-grants --key-id "$key" --query 'Grants[].GranteePrincipal' --output text
aws rds delete-db-snapshot --db-snapshot-identifier ledger-sealed >/dev/null
until [ -z "$(aws kms list-grants --key-id "$key" --query 'Grants[].GrantId' --output text)" ]; do sleep 0.2; done

say "A grant is enough by itself, and nothing once it is revoked"
signs temp
refused AccessDeniedException as temp aws kms encrypt --key-id "$key" --plaintext c2VjcmV0
grant=$(aws kms create-grant --key-id "$key" --grantee-principal "arn:aws:iam::$account:user/temp" --operations Encrypt --query GrantId --output text)
run as temp aws kms encrypt --key-id "$key" --plaintext c2VjcmV0 --query EncryptionAlgorithm --output text
run aws kms revoke-grant --key-id "$key" --grant-id "$grant"
refused AccessDeniedException as temp aws kms encrypt --key-id "$key" --plaintext c2VjcmV0

say "Who did what: everything the clerk asked for, allowed or not, and what RDS asked on the clerk's behalf; the newest first"
run aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=clerk --query 'Events[].[EventSource,EventName]' --output text

say "With which key and encryption context RDS made the copy's data key, by which grant; and which statement let the clerk copy"
newest() { # newest NAME-OF-EVENT MEMBER...: what the newest such event says there
  event=$(command aws --endpoint-url "$AWS_ENDPOINT_URL" cloudtrail lookup-events --max-results 1 \
    --lookup-attributes "AttributeKey=EventName,AttributeValue=$1" --query 'Events[0].CloudTrailEvent' --output text)
  shift
  for member; do
    printf '%s\n' "$event" | grep -oE "\"$member\":(\"[^\"]*\"|\{[^}]*\})" | sort -u
  done
}
run newest GenerateDataKey invokedBy encryptionContext statement
run newest CopyDBSnapshot sourceDBSnapshotIdentifier kmsKeyId statement

say "A role, and a session of it that may do less than the role"
aws iam create-role --role-name sealer --assume-role-policy-document \
  "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::$account:user/temp\"}, \"Action\": \"sts:AssumeRole\"}}" \
  --query Role.Arn --output text
aws iam put-role-policy --role-name sealer --policy-name keys --policy-document \
  '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}}'
set -- $(as temp aws sts assume-role --role-arn "arn:aws:iam::$account:role/sealer" --role-session-name night --policy \
  '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["kms:Encrypt", "sts:*"], "Resource": "*"}}' \
  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
export AWS_ACCESS_KEY_ID="$1" AWS_SECRET_ACCESS_KEY="$2" AWS_SESSION_TOKEN="$3"
run aws sts get-caller-identity --query Arn --output text
run aws kms encrypt --key-id "$key" --plaintext c2VjcmV0 --query EncryptionAlgorithm --output text
refused AccessDeniedException aws kms describe-key --key-id "$key"
