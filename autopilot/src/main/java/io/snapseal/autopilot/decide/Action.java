package io.snapseal.autopilot.decide;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.Kind;
import java.time.Instant;

/** What to do next for one source; decided by {@link Decide}, done by {@code Act}. */
public sealed interface Action {
  Step step();

  /** What it makes, removes or waits for, for the reader of a report. */
  String what();

  /** Calls the handler's method for this kind of action. */
  <R> R with(Handler<R> handler);

  /** One method per kind, so that a new kind cannot be forgotten. */
  interface Handler<R> {
    R restore(Restore action);

    R addInstance(AddInstance action);

    R snapshotTemporary(SnapshotTemporary action);

    R snapshotSealed(SnapshotSealed action);

    R copySealed(CopySealed action);

    R checkRestored(CheckRestored action);

    R copyToRegion(CopyToRegion action);

    R discardTarget(DiscardTarget action);

    R deleteDatabase(DeleteDatabase action);

    R deleteTemporarySnapshot(DeleteTemporarySnapshot action);

    R tagSource(TagSource action);

    R deleteSource(DeleteSource action);

    R idle(Idle action);
  }

  /** An action that calls nothing. */
  sealed interface Idle extends Action {
    @Override
    default <R> R with(Handler<R> handler) {
      return handler.idle(this);
    }
  }

  /** RestoreDBInstanceFromDBSnapshot or RestoreDBClusterFromSnapshot into a temporary. */
  record Restore(Step step, Purpose purpose, String snapshotId, String databaseId)
      implements Action {
    @Override
    public String what() {
      return databaseId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.restore(this);
    }
  }

  /** CreateDBInstance in a temporary cluster. */
  record AddInstance(Step step, Purpose purpose, String clusterId, String instanceId)
      implements Action {
    @Override
    public String what() {
      return instanceId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.addInstance(this);
    }
  }

  /** CreateDBSnapshot of the temporary instance. */
  record SnapshotTemporary(Step step, String instanceId, String snapshotId) implements Action {
    @Override
    public String what() {
      return snapshotId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.snapshotTemporary(this);
    }
  }

  /** CreateDBClusterSnapshot of the temporary cluster, which is under the key. */
  record SnapshotSealed(Step step, String clusterId, String snapshotId) implements Action {
    @Override
    public String what() {
      return snapshotId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.snapshotSealed(this);
    }
  }

  /**
   * CopyDBSnapshot or CopyDBClusterSnapshot with the key, from the source or the temporary
   * snapshot.
   */
  record CopySealed(Step step, String fromId, String toId) implements Action {
    @Override
    public String what() {
      return toId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.copySealed(this);
    }
  }

  /** Runs the restore check in the restored instance. */
  record CheckRestored(Step step, String instanceId) implements Action {
    @Override
    public String what() {
      return instanceId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.checkRestored(this);
    }
  }

  /** Copies the sealed snapshot: called in the destination with that region's key. */
  record CopyToRegion(Step step, String fromArn, String toId) implements Action {
    @Override
    public String what() {
      return toId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.copyToRegion(this);
    }
  }

  /** DeleteDBSnapshot of a sealed snapshot or copy that failed or is called off. */
  record DiscardTarget(Step step, String id, boolean failed) implements Action {
    @Override
    public String what() {
      return id;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.discardTarget(this);
    }
  }

  /** DeleteDBInstance or DeleteDBCluster of a temporary, without final snapshot. */
  record DeleteDatabase(Step step, Kind kind, String databaseId) implements Action {
    @Override
    public String what() {
      return databaseId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.deleteDatabase(this);
    }
  }

  /**
   * DeleteDBSnapshot of a temporary snapshot.
   *
   * @param failed whether RDS gave it up and it is made again
   */
  record DeleteTemporarySnapshot(Step step, String snapshotId, boolean failed) implements Action {
    @Override
    public String what() {
      return snapshotId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.deleteTemporarySnapshot(this);
    }
  }

  /** AddTagsToResource: what the source is superseded by. */
  record TagSource(Step step, String sourceArn, String sealedId) implements Action {
    @Override
    public String what() {
      return sealedId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.tagSource(this);
    }
  }

  /** DeleteDBSnapshot of the source, after everything has been proven once more. */
  record DeleteSource(Step step, String snapshotId) implements Action {
    @Override
    public String what() {
      return snapshotId;
    }

    @Override
    public <R> R with(Handler<R> handler) {
      return handler.deleteSource(this);
    }
  }

  /**
   * Nothing to do until AWS has gone on, or until a moment.
   *
   * @param why what is waited for
   * @param percent 0–100 as AWS reports it, -1 where it does not
   * @param until not before then; {@link Instant#MIN} when only AWS decides
   */
  record Wait(Step step, String why, int percent, Instant until) implements Idle {
    @Override
    public String what() {
      return why;
    }
  }

  /** This step's end is reached. */
  record Done(Step step, String what) implements Idle {}

  /** This step cannot be done. */
  record Failed(Step step, Failure failure) implements Idle {
    @Override
    public String what() {
      return failure.toString();
    }
  }
}
