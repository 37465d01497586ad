package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tags;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.rds.task.Tasks;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Copies of snapshots: called for in the region the copy will be in; the way to change the key of
 * what is encrypted, and to encrypt what is not, where its kind allows that (RDS API reference,
 * {@code CopyDBSnapshot} and {@code CopyDBClusterSnapshot}).
 *
 * @param <T> the SDK's model of the kind of snapshot
 */
public final class Copies<T extends SdkPojo> {
  private final SnapshotKind<T> kind;
  private final ReadSnapshots<T> sources;
  private final StateStore state;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final SnapshotRows<T> rows;
  private final NewCopy<T> newCopy;
  private final Set<String> regions;

  public Copies(
      SnapshotKind<T> kind,
      StateStore state,
      StorageKeys keys,
      StorageGrants grants,
      SnapshotRows<T> rows,
      NewCopy<T> newCopy,
      Set<String> regions) {
    this.kind = kind;
    this.sources =
        new ReadSnapshots<>(
            kind,
            "Cannot copy the snapshot %s because it is not currently in the available state.");
    this.state = state;
    this.keys = keys;
    this.grants = grants;
    this.rows = rows;
    this.newCopy = newCopy;
    this.regions = regions;
  }

  public T copy(Caller caller, CopyRequest request) {
    Scope target = caller.scope();
    RdsArn sourceArn = kind.named(target, request.source());
    requireReachable(sourceArn);
    Row<T, SnapshotInternals> seen = state.read(handle -> sources.find(handle, target, sourceArn));
    StorageEncryption encryption = encryptionOfCopy(caller, seen, request.kmsKeyId());
    List<Tag> tags = tagsOf(target, seen, request);
    Row<T, SnapshotInternals> copy = newCopy.of(seen, target, request.target(), encryption, tags);
    return grants.storing(
        caller,
        encryption.kmsKeyArn(),
        copy.internal().storeId(),
        kind.facts(seen).databaseId(),
        "target",
        grant -> insert(seen, copy.keep(copy.internal().withGrant(grant))));
  }

  /** The tags of another account's snapshot are not for the copier's eyes. */
  private List<Tag> tagsOf(Scope target, Row<T, SnapshotInternals> source, CopyRequest request) {
    boolean own = source.scope().account().equals(target.account());
    return Tags.ofCopy(
        own ? kind.tags(source.shown()) : List.of(), request.copyTags(), request.tags());
  }

  private T insert(Row<T, SnapshotInternals> seen, Row<T, SnapshotInternals> copy) {
    return state.write(
        handle -> {
          sources.requireUnchanged(handle, copy.scope(), seen);
          rows.insert(handle, copy, Tasks.COPY, kind.facts(seen).arn());
          return copy.shown();
        });
  }

  private StorageEncryption encryptionOfCopy(
      Caller caller, Row<T, SnapshotInternals> row, @Nullable String given) {
    SnapshotFacts source = kind.facts(row);
    RuntimeException refused = given == null ? null : kind.keyRefused(source);
    if (refused != null) {
      throw refused;
    }
    if (given == null && source.encryption().type() == StorageEncryptionType.SSE_RDS) {
      return StorageEncryption.OWNED;
    }
    return StorageEncryption.under(keyOfCopy(caller, row, source, given));
  }

  /**
   * An encrypted snapshot stays encrypted: under the same key, or in another region or account
   * under a new one. The caller must be let use both keys.
   */
  private @Nullable String keyOfCopy(
      Caller caller, Row<T, SnapshotInternals> row, SnapshotFacts source, @Nullable String given) {
    String sourceKey = source.kmsKeyArn();
    if (sourceKey == null) {
      return given == null ? null : keys.usable(caller, given, "target");
    }
    Caller atSource = caller.in(row.scope().region());
    keys.usable(atSource, sourceKey, "source snapshot");
    grants.requireMay(atSource, sourceKey, source.databaseId(), "source snapshot");
    if (given == null && !row.scope().equals(caller.scope())) {
      throw RdsFaults.invalidValue(
          "Must specify new KMS key for cross %s encrypted snapshot copy."
              .formatted(row.scope().account().equals(caller.account()) ? "region" : "account"));
    }
    return given == null ? sourceKey : keys.usable(caller, given, "target");
  }

  private void requireReachable(RdsArn source) {
    if (!regions.contains(source.scope().region())) {
      throw RdsFaults.invalidValue(
          "The region %s of the source snapshot is not one of this server's: %s."
              .formatted(source.scope().region(), String.join(", ", regions)));
    }
  }
}
