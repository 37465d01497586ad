package io.snapseal.autopilot.aws;

import static io.snapseal.autopilot.aws.Failure.Retry.BACKOFF;
import static io.snapseal.autopilot.aws.Failure.Retry.CAPACITY;
import static io.snapseal.autopilot.aws.Failure.Retry.NEVER;

import java.util.Locale;

/**
 * AWS's errors (RDS API Reference, "Common Errors" and each action's errors; KMS API Reference).
 *
 * <p>Where one code has several meanings, its constants are told apart by a part of AWS's message;
 * the one without such a part comes last and catches the rest.
 */
public enum AwsFault implements Fault {
  COPY_QUOTA(
      "SnapshotQuotaExceeded",
      "copy more than",
      "too many snapshot copies are in progress to that region",
      "Nothing: the copy starts when another one has finished. Lower the number of snapshots worked on at once to see this less.",
      CAPACITY),
  SNAPSHOT_QUOTA(
      "SnapshotQuotaExceeded",
      "",
      "the region holds as many manual snapshots as its quota allows",
      "Delete manual snapshots that are no longer needed, or raise the quota \"Manual DB instance snapshots\" in Service Quotas, then run again.",
      NEVER),
  SOURCE_KEY_NOT_ACCESSIBLE(
      "KMSKeyNotAccessibleFault",
      "source snapshot kms key",
      "the key that the source snapshot is under cannot be used: it is disabled, pending deletion, in another account, or its policy does not let the caller use it",
      "Enable the source's key, or cancel its deletion, and allow the caller kms:CreateGrant and kms:DescribeKey on it.",
      NEVER),
  KEY_NOT_ACCESSIBLE(
      "KMSKeyNotAccessibleFault",
      "",
      "RDS cannot use the KMS key: it is disabled, pending deletion, in another region, or its policy does not let the caller use it",
      "Enable the key, or cancel its deletion, and allow the caller kms:CreateGrant and kms:DescribeKey on it.",
      NEVER),
  SNAPSHOT_EXISTS(
      "DBSnapshotAlreadyExists",
      "",
      "a snapshot of that name appeared since the last look, by another run or by someone else",
      "Nothing: the snapshot is looked at again, and used if it is Snapseal's own.",
      BACKOFF),
  INSTANCE_EXISTS(
      "DBInstanceAlreadyExists",
      "",
      "an instance of that name appeared since the last look, by another run or by someone else",
      "Nothing: the instance is looked at again, and used if it is Snapseal's own.",
      BACKOFF),
  SNAPSHOT_GONE(
      "DBSnapshotNotFound",
      "",
      "the snapshot does not exist in this region, or was deleted meanwhile",
      "Check the identifier and the region; `snapseal scan` lists what there is.",
      BACKOFF),
  INSTANCE_GONE(
      "DBInstanceNotFound",
      "",
      "the instance does not exist in this region, or was deleted meanwhile",
      "Nothing if it was a temporary instance: it is made again.",
      BACKOFF),
  CLUSTER_SNAPSHOT_EXISTS(
      "DBClusterSnapshotAlreadyExistsFault",
      "",
      "there is a cluster snapshot of that name",
      "Choose another name, or use the snapshot that is there.",
      NEVER),
  CLUSTER_SNAPSHOT_GONE(
      "DBClusterSnapshotNotFoundFault",
      "",
      "the cluster snapshot does not exist in this region, was deleted meanwhile, or is not shared with this account",
      "Check the identifier and the region; another account's is named by its ARN.",
      NEVER),
  CLUSTER_SNAPSHOT_STATE(
      "InvalidDBClusterSnapshotStateFault",
      "",
      "the cluster snapshot is not in the state that this needs: it is being made or read, or its kind or key forbids it",
      "Wait until it is available; to share what is under the default key, copy or restore it under a key of your own first.",
      BACKOFF),
  CLUSTER_EXISTS(
      "DBClusterAlreadyExistsFault",
      "",
      "there is a DB cluster of that name",
      "Choose another name.",
      NEVER),
  CLUSTER_GONE(
      "DBClusterNotFoundFault",
      "",
      "the DB cluster does not exist in this region, or was deleted meanwhile",
      "Check the identifier and the region.",
      NEVER),
  CLUSTER_STATE(
      "InvalidDBClusterStateFault",
      "",
      "the DB cluster is not in the state that this needs, or still has members",
      "Wait until it is available; delete its member instances before the cluster.",
      BACKOFF),
  AUTOMATED_NOT_DELETABLE(
      "InvalidDBSnapshotState",
      "automated snapshots cannot be deleted",
      "automated snapshots leave only when their retention period ends",
      "Let it age out, and encrypt the DB instance itself so that no new ones appear.",
      NEVER),
  SNAPSHOT_STATE(
      "InvalidDBSnapshotState",
      "",
      "the snapshot is not in a state that allows this: it is still being created, copied or deleted",
      "Nothing: it is tried again when the snapshot's state has changed.",
      BACKOFF),
  INSTANCE_STATE(
      "InvalidDBInstanceState",
      "",
      "the instance is not in a state that allows this",
      "Nothing: it is tried again when the instance's state has changed.",
      BACKOFF),
  INSTANCE_QUOTA(
      "InstanceQuotaExceeded",
      "",
      "the account has as many DB instances as its quota allows",
      "Wait for temporary instances to be deleted, raise the quota \"DB instances\", or use the route copy, which needs no instance.",
      CAPACITY),
  STORAGE_QUOTA(
      "StorageQuotaExceeded",
      "",
      "the account's DB storage quota is used up",
      "Raise the quota \"Total storage for all DB instances\", or use the route copy, which needs no instance.",
      CAPACITY),
  NO_CAPACITY(
      "InsufficientDBInstanceCapacity",
      "",
      "the zone has no free capacity for this instance class",
      "Wait, or name another instance class for temporary instances.",
      CAPACITY),
  NO_SUBNET(
      "InvalidSubnet",
      "",
      "the region has no default VPC, and no subnet group for temporary instances was named",
      "Name a DB subnet group and security groups for temporary instances, or use the route copy, which needs no instance.",
      NEVER),
  NO_SUBNET_GROUP(
      "DBSubnetGroupNotFoundFault",
      "",
      "the DB subnet group named for temporary instances does not exist in this region",
      "Name one that `aws rds describe-db-subnet-groups` lists in this region.",
      NEVER),
  FEW_ZONES(
      "DBSubnetGroupDoesNotCoverEnoughAZs",
      "",
      "the DB subnet group covers too few availability zones",
      "Add subnets in further zones, or name another group.",
      NEVER),
  VPC_STATE(
      "InvalidVPCNetworkStateFault",
      "",
      "the subnet group does not fit its VPC any more",
      "Put the subnet group right, or name another.",
      NEVER),
  NOT_RESTORABLE(
      "InvalidRestoreFault",
      "",
      "RDS cannot restore this snapshot",
      "Use the route copy; it needs no restore.",
      NEVER),
  NO_OPTION_GROUP(
      "OptionGroupNotFoundFault",
      "",
      "the option group does not exist in this region: option groups belong to one region",
      "Create the option group in the destination region.",
      NEVER),
  NEEDS_REGION_KEY(
      "InvalidParameterValue",
      "must specify new kms key",
      "an encrypted snapshot is copied to another region and needs a key of that region",
      "Name a key of the destination region.",
      NEVER),
  NEEDS_OPTION_GROUP(
      "InvalidParameterValue",
      "requires a target option group",
      "the source uses options (such as TDE or Timezone) that the default option group lacks",
      "Create an option group with these options in the destination region.",
      NEVER),
  RESERVED_TAG(
      "InvalidParameterValue",
      "reserved prefix",
      "a tag key begins with aws:, which AWS keeps to itself",
      "Remove or rename the tag; Snapseal leaves such tags out by itself.",
      NEVER),
  BAD_IDENTIFIER(
      "InvalidParameterValue",
      "not a valid identifier",
      "an identifier breaks RDS's rules: letters, digits and hyphens, a letter first, no two hyphens in a row, none at the end",
      "Correct the identifier.",
      NEVER),
  BAD_PRESIGNED_URL(
      "InvalidParameterValue",
      "presignedurl could not be authenticated",
      "the source region does not accept the request signed for it: wrong region, or global STS credentials in an opt-in region",
      "Use credentials of the regional STS endpoint, and regions of one partition.",
      NEVER),
  BAD_VALUE(
      "InvalidParameterValue",
      "",
      "RDS does not accept one of the values sent",
      "Read the message: it names the value.",
      NEVER),
  BAD_COMBINATION(
      "InvalidParameterCombination",
      "",
      "RDS does not accept these values together",
      "Read the message: it names them.",
      NEVER),
  DENIED_BY_SCP(
      "AccessDenied",
      "service control policy",
      "a service control policy of the organization forbids the call",
      "Ask the organization's administrators for an exception, or use the route copy if only temporary instances are forbidden.",
      NEVER),
  DENIED(
      "AccessDenied",
      "",
      "the caller's policies do not allow the action the message names",
      "Allow it, on the ARNs of both the source and the target snapshot and in every region involved; `snapseal policy role` prints the smallest policy.",
      NEVER),
  KMS_DENIED(
      "AccessDeniedException",
      "",
      "the key's policy, or the caller's, does not allow the KMS action the message names",
      "Allow it in the key policy; `snapseal policy key` prints the smallest one.",
      NEVER),
  EXPIRED(
      "ExpiredToken",
      "",
      "the credentials have expired",
      "Sign in again and run the same command: it continues.",
      NEVER),
  EXPIRED_KMS(
      "ExpiredTokenException",
      "",
      "the credentials have expired",
      "Sign in again and run the same command: it continues.",
      NEVER),
  BAD_CREDENTIALS(
      "InvalidClientTokenId",
      "",
      "AWS does not know these credentials, or the region is not enabled for the account",
      "Check the profile, and that the region is enabled.",
      NEVER),
  BAD_CREDENTIALS_KMS(
      "UnrecognizedClientException",
      "",
      "AWS does not know these credentials, or the region is not enabled for the account",
      "Check the profile, and that the region is enabled.",
      NEVER),
  BAD_SIGNATURE(
      "SignatureDoesNotMatch",
      "",
      "the secret key is wrong, or this machine's clock is",
      "Check the credentials and the clock.",
      NEVER),
  THROTTLED(
      "Throttling",
      "",
      "more API calls were made than the account's rate allows",
      "Nothing: it is tried again more slowly.",
      BACKOFF),
  THROTTLED_KMS(
      "ThrottlingException",
      "",
      "more API calls were made than the account's rate allows",
      "Nothing: it is tried again more slowly.",
      BACKOFF),
  RATE_LIMIT(
      "RequestLimitExceeded",
      "",
      "more API calls were made than the account's rate allows",
      "Nothing: it is tried again more slowly.",
      BACKOFF),
  INTERNAL(
      "InternalFailure",
      "",
      "AWS failed inside",
      "Nothing: it is tried again. If it stays, see the AWS Health Dashboard.",
      BACKOFF),
  UNAVAILABLE(
      "ServiceUnavailable",
      "",
      "AWS does not answer at the moment",
      "Nothing: it is tried again. If it stays, see the AWS Health Dashboard.",
      BACKOFF),
  KMS_INTERNAL(
      "KMSInternalException",
      "",
      "KMS failed inside",
      "Nothing: it is tried again. If it stays, see the AWS Health Dashboard.",
      BACKOFF),
  KMS_TIMEOUT(
      "DependencyTimeoutException",
      "",
      "KMS did not answer in time",
      "Nothing: it is tried again.",
      BACKOFF),
  KEY_NOT_FOUND(
      "NotFoundException",
      "",
      "there is no such key or alias in that region",
      "Check the spelling and the region: aliases and keys belong to one region; `aws kms list-aliases --region …` lists them.",
      NEVER),
  BAD_KEY_ARN(
      "InvalidArnException",
      "",
      "the key's ARN is not well formed",
      "Give an alias, a key id or a full key ARN.",
      NEVER),
  KMS_VALIDATION(
      "ValidationException",
      "",
      "the key's name is not well formed",
      "Give an alias, a key id or a full key ARN.",
      NEVER);

  private final String code;
  private final String text;
  private final String cause;
  private final String fix;
  private final Failure.Retry retry;

  AwsFault(String code, String text, String cause, String fix, Failure.Retry retry) {
    this.code = code;
    this.text = text;
    this.cause = cause;
    this.fix = fix;
    this.retry = retry;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String cause() {
    return cause;
  }

  @Override
  public String fix() {
    return fix;
  }

  @Override
  public Failure.Retry retry() {
    return retry;
  }

  /** Whether this is what AWS means by a code and a message. */
  boolean means(String awsCode, String message) {
    return stem(code).equals(stem(awsCode)) && message.toLowerCase(Locale.ROOT).contains(text);
  }

  /** Whether a lower-case message holds the code. */
  boolean isNamedIn(String message) {
    return message.contains(stem(code).toLowerCase(Locale.ROOT));
  }

  /** The part of AWS's message, in lower case, that tells this meaning; empty for any other. */
  String words() {
    return text;
  }

  /** Whether a lower-case message holds the words that tell this meaning from the code's others. */
  boolean isTold(String message) {
    return !text.isEmpty() && message.contains(text);
  }

  /** RDS itself is not of one mind about the ending {@code Fault}. */
  private static String stem(String code) {
    return code.endsWith("Fault") ? code.substring(0, code.length() - "Fault".length()) : code;
  }
}
