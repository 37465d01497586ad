package io.snapseal.rds.transfer;

import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.SnapshotReader;
import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Opens an account's own snapshots to be given out as files. The key is opened on the caller's
 * behalf, never by RDS's own grant: whoever may not decrypt gets nothing.
 */
public final class Exports {
  private static final String WHICH = "source snapshot";

  private final StateStore state;
  private final StorageKeys keys;
  private final Map<String, RegionPlace> places;

  public Exports(StateStore state, StorageKeys keys, Map<String, RegionPlace> places) {
    this.state = state;
    this.keys = keys;
    this.places = places;
  }

  /**
   * A snapshot that is open.
   *
   * @param reader closed by whoever reads
   */
  public record Opened(DBSnapshot shown, SnapshotReader reader) {}

  Opened open(Caller caller, TransferRequest request) {
    Row<DBSnapshot, SnapshotInternals> row = row(caller, request);
    String key = row.shown().kmsKeyId();
    if (key != null) {
      keys.usable(caller, key, WHICH);
    }
    try {
      SnapshotReader reader =
          RegionPlace.of(places, row.scope())
              .store()
              .open(
                  row.internal().storeId(),
                  Optional.ofNullable(row.internal().manifestDigest()),
                  KeyAccess.of(keys.onBehalfOf(caller)));
      return new Opened(row.shown(), reader);
    } catch (KmsException e) {
      throw RdsFaults.keyRefused(e, WHICH, String.valueOf(key));
    }
  }

  private Row<DBSnapshot, SnapshotInternals> row(Caller caller, TransferRequest request) {
    String id =
        RdsFaults.required(
            request.member(TransferRequest.SNAPSHOT).orElse(null), TransferRequest.SNAPSHOT);
    RdsArn arn = RdsArn.snapshotNamed(caller.scope(), id);
    if (!arn.scope().equals(caller.scope())) {
      throw RdsFaults.snapshotNotFound(id);
    }
    Row<DBSnapshot, SnapshotInternals> row =
        state.read(handle -> Tables.snapshot(handle, arn.scope(), arn.id()));
    if (!row.shown().status().equals(Status.AVAILABLE)) {
      throw RdsFaults.snapshotState(
          "DBSnapshot %s must be in the available state to be exported.".formatted(row.id()));
    }
    return row;
  }
}
