package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Tags;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;
import software.amazon.awssdk.services.rds.model.Tag;

/** The region that a snapshot is copied to: the copy's key, its grant, its row and its task. */
public final class NewCopies<T extends SdkPojo> {
  private final SnapshotKind<T> kind;
  private final StateStore state;
  private final StorageKeys keys;
  private final StorageGrants grants;
  private final SnapshotRows<T> rows;
  private final NewCopy<T> newCopy;

  public NewCopies(
      SnapshotKind<T> kind,
      StateStore state,
      StorageKeys keys,
      StorageGrants grants,
      SnapshotRows<T> rows,
      NewCopy<T> newCopy) {
    this.kind = kind;
    this.state = state;
    this.keys = keys;
    this.grants = grants;
    this.rows = rows;
    this.newCopy = newCopy;
  }

  /** The task that makes a copy, and what it must know. */
  public record Making(String task, String detail) {}

  /**
   * Adds a copy.
   *
   * @param source as the caller may read it
   * @param stillThere run in the transaction that adds it; throws if the source is not what it was
   */
  public T add(
      Caller caller,
      Row<T, SnapshotInternals> source,
      CopyRequest request,
      Making making,
      Consumer<Handle> stillThere) {
    Scope target = caller.scope();
    StorageEncryption encryption = encryptionOfCopy(caller, source, request.kmsKeyId());
    Row<T, SnapshotInternals> copy =
        inLineage(
            source,
            newCopy.of(
                source, target, request.target(), encryption, tagsOf(target, source, request)));
    return grants.storing(
        caller,
        encryption.kmsKeyArn(),
        copy.internal().storeId(),
        kind.facts(source).databaseId(),
        "target",
        grant -> insert(copy.keep(copy.internal().withGrant(grant)), making, stillThere));
  }

  /** The tags of another account's snapshot are not for the copier's eyes. */
  private List<Tag> tagsOf(Scope target, Row<T, SnapshotInternals> source, CopyRequest request) {
    boolean own = source.scope().account().equals(target.account());
    return Tags.ofCopy(
        own ? kind.tags(source.shown()) : List.of(), request.copyTags(), request.tags());
  }

  private T insert(Row<T, SnapshotInternals> copy, Making making, Consumer<Handle> stillThere) {
    return state.write(
        handle -> {
          stillThere.accept(handle);
          rows.insert(handle, copy, making.task(), making.detail());
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
    if (given != null) {
      return StorageEncryption.under(keys.usable(caller, given, "target"));
    }
    if (source.encryption().type() == StorageEncryptionType.SSE_RDS) {
      return StorageEncryption.OWNED;
    }
    return StorageEncryption.under(keyKept(caller, row, source));
  }

  /**
   * An encrypted snapshot stays encrypted: under the same key, or in another region or account
   * under a new one.
   */
  private static @Nullable String keyKept(
      Caller caller, Row<?, SnapshotInternals> row, SnapshotFacts source) {
    if (source.kmsKeyArn() != null && !row.scope().equals(caller.scope())) {
      throw RdsFaults.invalidValue(
          "Must specify new KMS key for cross %s encrypted snapshot copy."
              .formatted(row.scope().account().equals(caller.account()) ? "region" : "account"));
    }
    return source.kmsKeyArn();
  }

  /**
   * A copy goes on with the lineage of an earlier copy of its source's lineage, if one is there
   * under the same key: what that holds need not be copied again (RDS user guide, "Incremental
   * snapshot copying").
   */
  private Row<T, SnapshotInternals> inLineage(
      Row<T, SnapshotInternals> source, Row<T, SnapshotInternals> copy) {
    String sourceVolume = source.internal().volume();
    SnapshotFacts facts = kind.facts(copy);
    String volume =
        state.read(handle -> kind.table().list(handle, copy.scope())).stream()
            .filter(earlier -> sourceVolume.equals(earlier.internal().sourceVolume()))
            .filter(earlier -> kind.facts(earlier).encryption().equals(facts.encryption()))
            .filter(earlier -> kind.facts(earlier).databaseId().equals(facts.databaseId()))
            .filter(earlier -> earlier.internal().manifestDigest() != null)
            .max(Comparator.comparing(earlier -> kind.facts(earlier).created()))
            .map(earlier -> earlier.internal().volume())
            .orElse(copy.internal().volume());
    return copy.keep(copy.internal().ofLineage(volume, sourceVolume));
  }
}
