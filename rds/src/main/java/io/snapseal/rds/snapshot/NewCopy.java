package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.Tag;

/** Makes the row of a copy: a new lineage. */
@FunctionalInterface
public interface NewCopy<T extends SdkPojo> {
  /**
   * The row.
   *
   * @param target where the copy will be: its account and region may be others than the source's
   */
  Row<T, SnapshotInternals> of(
      Row<T, SnapshotInternals> source,
      Scope target,
      String id,
      StorageEncryption encryption,
      List<Tag> tags);
}
