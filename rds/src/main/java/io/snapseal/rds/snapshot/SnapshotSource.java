package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.RdsArn;
import org.jdbi.v3.core.Handle;

/** What snapshots are taken of, as far as taking one goes: instances, or clusters. */
public interface SnapshotSource {
  /** Whether something that is still to be done brings its server up. */
  boolean isComing(Handle handle, RdsArn arn);

  /** Calls off its deletion, if that waited for a snapshot which has failed. */
  void keep(Handle handle, RdsArn arn);

  /** It is backed up no longer, whichever way that ended. */
  void release(Handle handle, RdsArn arn);
}
