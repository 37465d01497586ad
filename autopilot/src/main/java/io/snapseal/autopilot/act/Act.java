package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.decide.Action;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Tags;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Does one action for one source: the only place that changes anything at AWS.
 *
 * <p>Each method makes at most one call that changes something. Answers what was found to go wrong
 * without an exception, if anything.
 */
public final class Act implements Action.Handler<Optional<Failure>> {
  private final Tools tools;
  private final Goal goal;
  private final Observed observed;
  private final RestoreSettings restores;
  private final Deletions deletions;
  private final Job job;

  Act(Tools tools, Job job, Goal goal, Observed observed, RestoreSettings restores) {
    this.tools = tools;
    this.job = job;
    this.goal = goal;
    this.observed = observed;
    this.restores = restores;
    this.deletions = new Deletions(tools.clients(), goal);
  }

  @Override
  public Optional<Failure> restoreTemporary(Action.RestoreTemporary action) {
    return restore(action.snapshotId(), action.instanceId());
  }

  @Override
  public Optional<Failure> restoreForCheck(Action.RestoreForCheck action) {
    return restore(action.snapshotId(), action.instanceId());
  }

  @Override
  public Optional<Failure> snapshotTemporary(Action.SnapshotTemporary action) {
    List<Tag> tags = Tags.ofTemporary(goal.origin(), goal.route());
    tools
        .clients()
        .rds(goal.region())
        .createDBSnapshot(
            ask ->
                ask.dbInstanceIdentifier(action.instanceId())
                    .dbSnapshotIdentifier(action.snapshotId())
                    .tags(tags));
    return Optional.empty();
  }

  @Override
  public Optional<Failure> copySealed(Action.CopySealed action) {
    DBSnapshot source = observed.source();
    List<Tag> owners = source == null ? List.of() : source.tagList();
    CopyDbSnapshotRequest request =
        CopyDbSnapshotRequest.builder()
            .sourceDBSnapshotIdentifier(action.fromId())
            .targetDBSnapshotIdentifier(action.toId())
            .kmsKeyId(goal.origin().keyArn())
            .tags(Tags.ofSealed(goal.origin(), goal.route(), owners))
            .build();
    tools.clients().rds(goal.region()).copyDBSnapshot(request);
    return Optional.empty();
  }

  /** In the destination, with the source's ARN and region (RDS API Reference, CopyDBSnapshot). */
  @Override
  public Optional<Failure> copyToRegion(Action.CopyToRegion action) {
    String region = action.step().region();
    Lineage lineage = goal.copies().get(region);
    DBSnapshot sealed = observed.sealed();
    if (lineage == null || sealed == null) {
      throw new IllegalStateException("a copy to " + region + " was decided without its source");
    }
    CopyDbSnapshotRequest request =
        CopyDbSnapshotRequest.builder()
            .sourceDBSnapshotIdentifier(action.fromArn())
            .sourceRegion(goal.region())
            .targetDBSnapshotIdentifier(action.toId())
            .kmsKeyId(lineage.keyArn())
            .tags(Tags.ofSealed(lineage, goal.route(), sealed.tagList()))
            .build();
    tools.clients().rds(region).copyDBSnapshot(request);
    return Optional.empty();
  }

  @Override
  public Optional<Failure> checkRestored(Action.CheckRestored action) {
    DBInstance instance = observed.checkInstance();
    DBSnapshot sealed = observed.sealed();
    if (instance == null || sealed == null) {
      throw new IllegalStateException("a check was decided without an instance");
    }
    RestoreCheck.Verdict verdict = verdict(sealed, instance);
    job.tested(verdict);
    if (!verdict.passed()) {
      return Optional.of(OwnFault.CHECK_FAILED.saying(verdict.detail()));
    }
    if (!goal.underKey() && goal.trustTested()) {
      recordTest(sealed);
    }
    return Optional.empty();
  }

  @Override
  public Optional<Failure> discardTarget(Action.DiscardTarget action) {
    deletions.target(action.step().region(), action.id());
    return action.failed()
        ? Optional.of(OwnFault.TARGET_FAILED.saying(action.id() + " failed"))
        : Optional.empty();
  }

  @Override
  public Optional<Failure> deleteTemporaryInstance(Action.DeleteTemporaryInstance action) {
    deletions.temporaryInstance(action.instanceId());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> deleteTemporarySnapshot(Action.DeleteTemporarySnapshot action) {
    deletions.temporarySnapshot(action.snapshotId());
    return action.failed()
        ? Optional.of(OwnFault.TARGET_FAILED.saying(action.snapshotId() + " failed"))
        : Optional.empty();
  }

  @Override
  public Optional<Failure> deleteSource(Action.DeleteSource action) {
    Failure doubt = deletions.source();
    if (doubt == null) {
      job.sourceDeleted();
    }
    return Optional.ofNullable(doubt);
  }

  @Override
  public Optional<Failure> idle(Action.Idle action) {
    return Optional.empty();
  }

  /** Never reachable from the internet, never protected from deletion, never backed up itself. */
  private Optional<Failure> restore(String snapshotId, String instanceId) {
    RestoreDbInstanceFromDbSnapshotRequest.Builder ask =
        RestoreDbInstanceFromDbSnapshotRequest.builder()
            .dbInstanceIdentifier(instanceId)
            .dbSnapshotIdentifier(snapshotId)
            .publiclyAccessible(false)
            .multiAZ(false)
            .deletionProtection(false)
            .copyTagsToSnapshot(false)
            .autoMinorVersionUpgrade(false)
            .backupRetentionPeriod(0)
            .tags(Tags.ofTemporary(goal.origin(), goal.route()));
    if (restores.instanceClass() != null) {
      ask.dbInstanceClass(restores.instanceClass());
    }
    if (restores.subnetGroup() != null) {
      ask.dbSubnetGroupName(restores.subnetGroup());
    }
    if (!restores.securityGroups().isEmpty()) {
      ask.vpcSecurityGroupIds(restores.securityGroups());
    }
    tools.clients().rds(goal.region()).restoreDBInstanceFromDBSnapshot(ask.build());
    return Optional.empty();
  }

  /** A check is the user's code: whatever it throws is its verdict, not the end of the run. */
  @SuppressWarnings("IllegalCatch")
  private RestoreCheck.Verdict verdict(DBSnapshot sealed, DBInstance instance) {
    try {
      return tools.check().check(goal.region(), sealed, instance);
    } catch (RuntimeException e) {
      return new RestoreCheck.Verdict(false, "the check itself failed: " + e);
    }
  }

  private void recordTest(DBSnapshot sealed) {
    String when = tools.clock().instant().toString();
    tools
        .clients()
        .rds(goal.region())
        .addTagsToResource(
            ask ->
                ask.resourceName(sealed.dbSnapshotArn()).tags(Tags.tag(Tags.RESTORE_TESTED, when)));
  }
}
