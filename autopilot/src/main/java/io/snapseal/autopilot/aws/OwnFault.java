package io.snapseal.autopilot.aws;

import static io.snapseal.autopilot.aws.Failure.Retry.BACKOFF;
import static io.snapseal.autopilot.aws.Failure.Retry.NEVER;

import java.util.Locale;

/** What Snapseal itself finds wrong, by its own codes. */
public enum OwnFault implements Fault {
  UNREACHABLE(
      "EndpointUnreachable",
      "the endpoint cannot be reached",
      "Check the network, the region's name and the endpoint URL.",
      BACKOFF),
  NO_CREDENTIALS(
      "NoCredentials",
      "no usable credentials were found",
      "Name a profile, sign in, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
      NEVER),
  KEY_DISABLED(
      "KeyDisabled",
      "the key is disabled",
      "Enable it (`aws kms enable-key`), then run again.",
      NEVER),
  KEY_PENDING_DELETION(
      "KeyPendingDeletion",
      "the key is scheduled for deletion; after that nothing under it can be read again",
      "Cancel the deletion (`aws kms cancel-key-deletion`) and enable the key, or choose another key.",
      NEVER),
  KEY_NOT_READY(
      "KeyNotReady",
      "the key has no usable key material at the moment",
      "Import its key material, or connect its key store, or wait until it has been created.",
      NEVER),
  KEY_WRONG_KIND(
      "KeyWrongKind",
      "RDS uses symmetric encryption keys only (KeySpec SYMMETRIC_DEFAULT, KeyUsage ENCRYPT_DECRYPT)",
      "Choose or create a symmetric encryption key.",
      NEVER),
  KEY_NOT_CUSTOMER_MANAGED(
      "KeyNotCustomerManaged",
      "AWS manages this key: its policy cannot be changed, and snapshots under it cannot be shared",
      "Create a customer managed key (`aws kms create-key`) and name that.",
      NEVER),
  KEY_OTHER_REGION(
      "KeyInOtherRegion",
      "the key belongs to another region; RDS needs a key of the region the snapshot is made in",
      "Name a key of that region; a multi-Region key's replica there will do.",
      NEVER),
  KEY_OTHER_ACCOUNT(
      "KeyInOtherAccount",
      "the key belongs to another account",
      "Name a key of the account the snapshots are in.",
      NEVER),
  UNSUPPORTED(
      "SnapshotNotSupported",
      "snapshots of this engine or kind cannot be sealed by copying or restoring",
      "Leave it out. Neptune, DocumentDB and RDS Custom need procedures of their own.",
      NEVER),
  MULTI_AZ_CLUSTER(
      "MultiAzClusterNotSupported",
      "RDS neither copies snapshots of Multi-AZ DB clusters nor encrypts them (Amazon RDS User Guide, \"Limitations of Multi-AZ DB clusters\")",
      "Restore it to a DB instance (`aws rds restore-db-instance-from-db-snapshot --db-cluster-snapshot-identifier`), take a snapshot of that and seal that.",
      NEVER),
  AMBIGUOUS(
      "AmbiguousSnapshot",
      "a snapshot of an instance and one of a cluster have this name",
      "Name the one you mean by its ARN: …:snapshot:NAME is of an instance, …:cluster-snapshot:NAME of a cluster.",
      NEVER),
  ROUTE_IMPOSSIBLE(
      "RouteImpossible",
      "RDS's API does not allow the route that was asked for with this snapshot",
      "Leave the route out, or ask for auto: the cheapest that is allowed is taken.",
      NEVER),
  SNAPSHOT_ELSEWHERE(
      "SnapshotElsewhere",
      "the ARN names a snapshot of another region or account",
      "Run in the snapshot's own region and account.",
      NEVER),
  SOURCE_UNUSABLE(
      "SourceNotAvailable",
      "the source snapshot is failed, being deleted or otherwise beyond use",
      "Take a new snapshot of the instance and seal that.",
      NEVER),
  NAME_TAKEN(
      "NameTaken",
      "something that Snapseal did not make for this source already has the name that would be used",
      "Delete or rename it, then run again. Snapseal never overwrites or deletes what it did not make.",
      NEVER),
  TARGET_FAILED(
      "TargetFailed",
      "RDS gave up making the snapshot",
      "Nothing: the failed one is removed and made again a few times. Then see the region's RDS events for the reason.",
      BACKOFF),
  RESTORE_FAILED(
      "RestoreFailed",
      "the temporary instance did not become available",
      "See the region's RDS events for the reason; the route copy needs no instance.",
      NEVER),
  NOT_UNDER_KEY(
      "NotUnderWantedKey",
      "the snapshot exists and is available, but it is not encrypted under the wanted key",
      "Delete that snapshot and run again; the source was kept.",
      NEVER),
  LINEAGE_BROKEN(
      "LineageMismatch",
      "the snapshot's snapseal: tags do not agree with what it is",
      "Somebody changed the tags. Seal the source again.",
      NEVER),
  CHECK_FAILED(
      "RestoreCheckFailed",
      "the snapshot restores, but the restored database did not pass the check",
      "Keep the source. Look at the check's finding, restore the snapshot by hand and compare.",
      NEVER),
  KEPT(
      "SourceKept",
      "just before deleting the source the sealed snapshot could not be proven again",
      "The source was kept. Put the key or the sealed snapshot right and run again.",
      NEVER),
  NO_KEY_NAMED(
      "NoKeyNamed",
      "the policy names no key for a region that its rule reaches",
      "Add the region to the policy's `keys`, or give the rule a key of its own.",
      NEVER),
  BUDGET_SPENT(
      "BudgetSpent",
      "the policy's budget for one run is spent by what comes before",
      "Nothing: another run goes on with it. Raise the budget to do more at once.",
      NEVER),
  PLAN_STALE(
      "PlanStale",
      "the snapshot that was planned for has been replaced by another of its name",
      "Make a new plan.",
      NEVER),
  TIMED_OUT(
      "TimedOut",
      "the time to wait was over before everything was done",
      "Run the same command again: it continues where this one stopped. Give it more time for large snapshots.",
      NEVER),
  CANCELLED(
      "Cancelled",
      "the run was interrupted",
      "Run the same command again: it continues where this one stopped.",
      NEVER),
  BUG(
      "InternalError",
      "Snapseal came upon something it does not expect; this is a bug",
      "Please report it with the message. Nothing is lost: a later run continues.",
      NEVER),
  OTHER(
      "Unknown",
      "an error that Snapseal has no explanation for",
      "Read the message, and search AWS's documentation for its code.",
      NEVER);

  private final String code;
  private final String cause;
  private final String fix;
  private final Failure.Retry retry;

  OwnFault(String code, String cause, String fix, Failure.Retry retry) {
    this.code = code;
    this.cause = cause;
    this.fix = fix;
    this.retry = retry;
  }

  /** Matches a lower-case text in which the code stands as a word of its own. */
  String wordOf() {
    return "(?s)(.*\\W)?" + code.toLowerCase(Locale.ROOT) + "(\\W.*)?";
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
}
