package io.snapseal.rds.instance;

import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.state.Row;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Is told when an instance is gone. */
@FunctionalInterface
public interface Departures {
  /**
   * Takes note, in the transaction that removed the row; the server has been stopped in order.
   *
   * @param instance as it was
   */
  void gone(Handle handle, Row<DBInstance, InstanceInternals> instance);
}
