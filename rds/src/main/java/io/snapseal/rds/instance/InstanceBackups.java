package io.snapseal.rds.instance;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.state.Row;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What an instance's life asks of its automated backups, in the transaction that it happens in. */
public interface InstanceBackups {
  /**
   * The instance is available, and has been without automated backups: the first is taken, if its
   * retention period is not zero.
   */
  void begin(Handle handle, Row<DBInstance, InstanceInternals> instance);

  /** The instance is gone: its automated backups go too, or are retained. */
  void end(Handle handle, Row<DBInstance, InstanceInternals> instance);
}
