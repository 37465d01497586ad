package io.snapseal.autopilot.act;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.OwnFault;
import io.snapseal.autopilot.decide.Action;
import io.snapseal.autopilot.decide.Goal;
import io.snapseal.autopilot.decide.Observed;
import io.snapseal.autopilot.decide.Purpose;
import io.snapseal.autopilot.find.Kind;
import io.snapseal.autopilot.find.Lineage;
import io.snapseal.autopilot.find.Lookup;
import io.snapseal.autopilot.find.Snapshot;
import io.snapseal.autopilot.find.Tags;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
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
    this.deletions = new Deletions(tools.clients(), tools.clock(), goal);
  }

  /** A cluster is restored under the key, for an instance that cannot be said. */
  @Override
  public Optional<Failure> restore(Action.Restore action) {
    boolean underKey = goal.kind() == Kind.CLUSTER && action.purpose() == Purpose.SNAPSHOT;
    calls(goal.region())
        .restore(
            new Calls.Restore(
                action.snapshotId(),
                action.databaseId(),
                goal.engine(),
                goal.engineVersion(),
                underKey ? goal.origin().keyArn() : null,
                restores,
                Tags.ofTemporary(goal.origin(), goal.route())));
    return Optional.empty();
  }

  @Override
  public Optional<Failure> addInstance(Action.AddInstance action) {
    new ClusterCalls(tools.clients().rds(goal.region()))
        .addInstance(
            action.clusterId(),
            action.instanceId(),
            goal.engine(),
            restores,
            Tags.ofTemporary(goal.origin(), goal.route()));
    return Optional.empty();
  }

  @Override
  public Optional<Failure> snapshotTemporary(Action.SnapshotTemporary action) {
    List<Tag> tags = Tags.ofTemporary(goal.origin(), goal.route());
    calls(goal.region()).snapshot(action.instanceId(), action.snapshotId(), tags);
    return Optional.empty();
  }

  @Override
  public Optional<Failure> snapshotSealed(Action.SnapshotSealed action) {
    calls(goal.region()).snapshot(action.clusterId(), action.snapshotId(), sealedTags());
    return Optional.empty();
  }

  @Override
  public Optional<Failure> copySealed(Action.CopySealed action) {
    String key = goal.origin().keyArn();
    calls(goal.region())
        .copy(new Calls.Copy(action.fromId(), null, action.toId(), key, sealedTags()));
    return Optional.empty();
  }

  /** In the destination, with the source's ARN and region (RDS API Reference, CopyDBSnapshot). */
  @Override
  public Optional<Failure> copyToRegion(Action.CopyToRegion action) {
    String region = action.step().region();
    Lineage lineage = goal.copies().get(region);
    Snapshot sealed = observed.sealed();
    if (lineage == null || sealed == null) {
      throw new IllegalStateException("a copy to " + region + " was decided without its source");
    }
    List<Tag> tags = Tags.ofSealed(lineage, goal.route(), sealed.tags());
    calls(region)
        .copy(
            new Calls.Copy(action.fromArn(), goal.region(), action.toId(), lineage.keyArn(), tags));
    return Optional.empty();
  }

  @Override
  public Optional<Failure> checkRestored(Action.CheckRestored action) {
    Snapshot sealed = observed.sealed();
    DBInstance instance = new Lookup(tools.clients()).instance(goal.region(), action.instanceId());
    if (sealed == null || instance == null) {
      return Optional.of(AwsFault.INSTANCE_GONE.saying(action.instanceId() + " is gone"));
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
  public Optional<Failure> deleteDatabase(Action.DeleteDatabase action) {
    deletions.temporaryDatabase(action.kind(), action.databaseId());
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
  public Optional<Failure> tagSource(Action.TagSource action) {
    tools
        .clients()
        .rds(goal.region())
        .addTagsToResource(
            ask ->
                ask.resourceName(action.sourceArn())
                    .tags(Tags.tag(Tags.SUPERSEDED_BY, action.sealedId())));
    return Optional.empty();
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

  private Calls calls(String region) {
    return Calls.of(goal.kind(), tools.clients().rds(region));
  }

  private List<Tag> sealedTags() {
    Snapshot source = observed.source();
    List<Tag> owners = source == null ? List.of() : source.tags();
    return Tags.ofSealed(goal.origin(), goal.route(), owners);
  }

  /** A check is the user's code: whatever it throws is its verdict, not the end of the run. */
  @SuppressWarnings("IllegalCatch")
  private RestoreCheck.Verdict verdict(Snapshot sealed, DBInstance instance) {
    try {
      return tools.check().check(goal.region(), sealed, instance);
    } catch (RuntimeException e) {
      return new RestoreCheck.Verdict(false, "the check itself failed: " + e);
    }
  }

  private void recordTest(Snapshot sealed) {
    String when = tools.clock().instant().toString();
    tools
        .clients()
        .rds(goal.region())
        .addTagsToResource(
            ask -> ask.resourceName(sealed.arn()).tags(Tags.tag(Tags.RESTORE_TESTED, when)));
  }
}
