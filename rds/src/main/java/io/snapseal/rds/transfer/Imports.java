package io.snapseal.rds.transfer;

import io.snapseal.blockstore.BlockStore;
import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.Seal;
import io.snapseal.blockstore.SnapshotInfo;
import io.snapseal.blockstore.SnapshotWriter;
import io.snapseal.iam.Caller;
import io.snapseal.rds.instance.Engines;
import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.snapshot.NewSnapshots;
import io.snapseal.rds.snapshot.SnapshotRows;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Makes manual snapshots of files that come as a tar archive, whatever engine they are of. The row
 * is there first ({@code creating}), then the bytes, then the row is {@code available}; what a kill
 * or a failure cuts short is removed whole.
 */
public final class Imports {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern MASTER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
  private static final int GIB_SHIFT = 30;

  private final StateStore state;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final NewSnapshots newSnapshots;
  private final SnapshotRows<DBSnapshot> rows;
  private final Map<String, RegionPlace> places;

  public Imports(
      StateStore state,
      StorageKeys keys,
      StorageGrants grants,
      NewSnapshots newSnapshots,
      SnapshotRows<DBSnapshot> rows,
      Map<String, RegionPlace> places) {
    this.state = state;
    this.keys = keys;
    this.grants = grants;
    this.newSnapshots = newSnapshots;
    this.rows = rows;
    this.places = places;
  }

  /**
   * Removes what a killed server left of imports: all other snapshots that are being made have a
   * task. Runs before anything is imported.
   */
  public void removeCutShort() {
    state.change(
        handle ->
            Tables.SNAPSHOTS.everywhere(handle).stream()
                .filter(row -> places.containsKey(row.scope().region()))
                .filter(row -> row.shown().status().equals(Status.CREATING))
                .filter(row -> !rows.isPending(handle, row))
                .forEach(row -> rows.remove(handle, row)));
  }

  /** Refuses what is not well formed, before anybody's rights are looked at. */
  static void admit(TransferRequest request) {
    Identifiers.newSnapshot(
        request.member(TransferRequest.SNAPSHOT).orElse(null), "DBSnapshotIdentifier");
    request.member(TransferRequest.INSTANCE).ifPresent(Identifiers::newInstance);
    String engine =
        RdsFaults.required(request.member(TransferRequest.ENGINE).orElse(null), "Engine");
    if (!Engines.isKnown(engine)) {
      throw RdsFaults.invalidValue("Invalid DB engine: " + engine);
    }
    String version =
        RdsFaults.required(request.member(TransferRequest.VERSION).orElse(null), "EngineVersion");
    if (!VERSION.matcher(version).matches()) {
      throw RdsFaults.invalidValue("Invalid DB engine version: " + version);
    }
    if (request
        .member(TransferRequest.MASTER)
        .filter(m -> !MASTER.matcher(m).matches())
        .isPresent()) {
      throw RdsFaults.invalidValue("The parameter MasterUsername is not a valid master user name.");
    }
  }

  /**
   * Makes a snapshot.
   *
   * @return it, available and durable
   * @throws UncheckedIOException if the archive cannot be read to its end
   */
  DBSnapshot make(Caller caller, TransferRequest request, InputStream archive) {
    @Nullable String key =
        request
            .member(TransferRequest.KEY)
            .map(given -> keys.usable(caller, given, "target"))
            .orElse(null);
    Row<DBSnapshot, SnapshotInternals> row = begun(caller, newRow(caller, request, key));
    boolean made = false;
    try {
      SnapshotInfo info = written(row, archive);
      DBSnapshot shown = available(row, info);
      made = true;
      return shown;
    } catch (BadArchiveException e) {
      throw RdsFaults.invalidValue("The archive cannot be imported: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!made) {
        state.change(handle -> rows.remove(handle, row));
      }
    }
  }

  private Row<DBSnapshot, SnapshotInternals> newRow(
      Caller caller, TransferRequest request, @Nullable String key) {
    String id =
        Identifiers.newSnapshot(
            request.member(TransferRequest.SNAPSHOT).orElse(null), "DBSnapshotIdentifier");
    return newSnapshots.imported(
        caller.scope(),
        id,
        new NewSnapshots.Origin(
            request.member(TransferRequest.INSTANCE).map(Identifiers::stored).orElse(id),
            request.member(TransferRequest.ENGINE).orElseThrow(),
            request.member(TransferRequest.VERSION).orElseThrow(),
            request.member(TransferRequest.MASTER).orElse(null)),
        key);
  }

  /** With its grant, if it is to be sealed: without the row there is none. */
  private Row<DBSnapshot, SnapshotInternals> begun(
      Caller caller, Row<DBSnapshot, SnapshotInternals> row) {
    return grants.storing(
        caller,
        row.shown().kmsKeyId(),
        row.internal().storeId(),
        row.shown().dbiResourceId(),
        "target",
        grant -> inserted(row.keep(row.internal().withGrant(grant))));
  }

  private Row<DBSnapshot, SnapshotInternals> inserted(Row<DBSnapshot, SnapshotInternals> row) {
    state.change(handle -> rows.insert(handle, row));
    return row;
  }

  private SnapshotInfo written(Row<DBSnapshot, SnapshotInternals> row, InputStream archive)
      throws IOException {
    BlockStore store = RegionPlace.of(places, row.scope()).store();
    try (SnapshotWriter writer = store.create(spec(row))) {
      new TarInput(archive, writer).readAll();
      return writer.commit();
    }
  }

  private NewSnapshot spec(Row<DBSnapshot, SnapshotInternals> row) {
    Optional<Seal> seal =
        Optional.ofNullable(row.shown().kmsKeyId())
            .map(
                key ->
                    new Seal(
                        grants.asService(row.scope()),
                        key,
                        VolumeKeys.context(row.shown().dbiResourceId())));
    return new NewSnapshot(
        row.internal().storeId(), row.internal().volume(), Optional.empty(), seal);
  }

  private DBSnapshot available(Row<DBSnapshot, SnapshotInternals> row, SnapshotInfo info) {
    return state.write(
        handle -> {
          Row<DBSnapshot, SnapshotInternals> now = Tables.snapshot(handle, row.scope(), row.id());
          DBSnapshot shown =
              now.shown().toBuilder()
                  .status(Status.AVAILABLE)
                  .percentProgress(100)
                  .allocatedStorage(gibibytes(info.logicalBytes()))
                  .build();
          Tables.SNAPSHOTS.update(
              handle, now.show(shown).keep(now.internal().pinned(info.manifestDigest())));
          rows.made(handle, now);
          return shown;
        });
  }

  private static int gibibytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes >> GIB_SHIFT) + 1);
  }
}
