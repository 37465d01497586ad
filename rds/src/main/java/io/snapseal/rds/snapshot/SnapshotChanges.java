package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.state.Row;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What else belongs to a change of a snapshot, in its transaction: whether there is room for it,
 * and the events that tell of it.
 *
 * @param <T> the SDK's model of the kind of snapshot
 */
public interface SnapshotChanges<T extends SdkPojo> {
  /** One is about to be stored, to be taken or copied; throws AWS's fault if it is one too many. */
  void beginning(Handle handle, Row<T, SnapshotInternals> row);

  /** One is deleted, or its copy called off. */
  void deleted(Handle handle, Row<T, SnapshotInternals> row);

  /** One has been taken. */
  void taken(Handle handle, Row<T, SnapshotInternals> row);

  /** One has been copied. */
  void copied(Handle handle, Row<T, SnapshotInternals> row);
}
