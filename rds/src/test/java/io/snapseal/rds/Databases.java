package io.snapseal.rds;

import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;

/** DB instances or DB clusters, and their snapshots: what is asked of them, and what they show. */
interface Databases {
  String USER = "shopkeeper";
  String PASSWORD = "correct-horse";

  /** What a database or a snapshot shows; a snapshot has no port. */
  record Shown(
      String arn,
      String status,
      Boolean encrypted,
      StorageEncryption encryption,
      String resourceId,
      @Nullable Integer port) {}

  /**
   * Asks for a database.
   *
   * @param encrypted null if the request is not to say
   */
  void create(
      RdsClient rds, String engine, String id, @Nullable Boolean encrypted, @Nullable String key);

  Shown database(RdsClient rds, String id);

  void take(RdsClient rds, String database, String id);

  Shown snapshot(RdsClient rds, String id);

  void copy(RdsClient rds, String source, String id, @Nullable String key);

  void share(RdsClient rds, String id, String account);

  void unshare(RdsClient rds, String id, String account);

  List<String> sharedWith(RdsClient rds, String id);

  /** Whether a request to restore can name a key. */
  boolean restoresUnderKeys();

  void restore(RdsClient rds, String engine, String snapshot, String id, @Nullable String key);

  /** The database's automated snapshots. */
  List<String> automated(RdsClient rds, String database);

  void deleteSnapshot(RdsClient rds, String id);

  /**
   * Asks to delete a database.
   *
   * @param skipFinal null if the request is not to say
   */
  void delete(RdsClient rds, String id, @Nullable Boolean skipFinal);

  /** A snapshot's row. */
  Row<?, SnapshotInternals> stored(Handle handle, Scope scope, String id);
}
