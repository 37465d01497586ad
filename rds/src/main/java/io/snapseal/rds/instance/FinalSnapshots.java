package io.snapseal.rds.instance;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.state.Row;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Adds the snapshot that an instance leaves behind. */
@FunctionalInterface
public interface FinalSnapshots {
  /**
   * Adds it, in the transaction that deletes the instance.
   *
   * @param id the snapshot's identifier, as the request gives it
   */
  void add(Handle handle, Row<DBInstance, InstanceInternals> instance, String id);
}
