package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The attribute {@code restore} of one kind of snapshot: its owner says who else may copy and
 * restore it (RDS user guide, "Sharing a DB snapshot"; Aurora user guide, "Sharing a DB cluster
 * snapshot").
 */
public final class RestoreAttribute<T extends SdkPojo> {
  /** Its name, which is the only one. */
  public static final String NAME = "restore";

  private final SnapshotKind<T> kind;
  private final StateStore state;
  private final StorageGrants grants;

  public RestoreAttribute(SnapshotKind<T> kind, StateStore state, StorageGrants grants) {
    this.kind = kind;
    this.state = state;
    this.grants = grants;
  }

  /**
   * Takes effect with the next request of others; what they already copy is copied to its end.
   *
   * @param id the snapshot's identifier, in lower case
   * @return the values afterwards
   */
  public List<String> changed(
      Caller caller,
      String id,
      @Nullable String attribute,
      List<String> added,
      List<String> removed) {
    requireKnown(RdsFaults.required(attribute, "AttributeName"));
    Row<T, SnapshotInternals> seen = state.read(handle -> kind.row(handle, caller.scope(), id));
    List<String> wanted = Shares.changed(seen.internal().sharedWith(), added, removed);
    requireSharable(seen, wanted, !added.isEmpty());
    return state.write(
        handle -> {
          Row<T, SnapshotInternals> now = kind.row(handle, caller.scope(), id);
          if (!now.internal().storeId().equals(seen.internal().storeId())) {
            throw kind.notFound(id); // its name has gone to another
          }
          List<String> values = Shares.changed(now.internal().sharedWith(), added, removed);
          kind.table().update(handle, now.keep(now.internal().sharedWith(values)));
          return values;
        });
  }

  /** What is shared already may always be taken back. */
  private void requireSharable(
      Row<T, SnapshotInternals> snapshot, List<String> wanted, boolean adds) {
    SnapshotFacts facts = kind.facts(snapshot);
    if (!facts.status().equals(Status.AVAILABLE)) {
      throw kind.state(
          "Cannot modify the attributes of the snapshot %s because it is not currently in the available state."
              .formatted(snapshot.id()));
    }
    if (!adds) {
      return;
    }
    if (!facts.type().equals("manual")) {
      throw kind.state(
          "Only manual snapshots can be shared. Copy the snapshot %s and share the copy."
              .formatted(snapshot.id()));
    }
    if (facts.encryption().encrypted()) {
      requireSharableKey(snapshot, facts, wanted);
    }
  }

  private void requireSharableKey(
      Row<T, SnapshotInternals> snapshot, SnapshotFacts facts, List<String> wanted) {
    if (wanted.contains(Shares.ALL)) {
      throw kind.state("Encrypted snapshots cannot be shared publicly.");
    }
    // Of an AWS owned key AWS's documents do not say: what they forbid for aws/rds holds for it.
    String key = facts.kmsKeyArn();
    if (key == null || grants.isAwsManaged(snapshot.scope(), key)) {
      throw kind.state(
          "Sharing snapshots encrypted with the default service key for RDS is currently not supported.");
    }
  }

  private static void requireKnown(String attribute) {
    if (!attribute.equals(NAME)) {
      throw RdsFaults.invalidValue(
          "Invalid attribute name: %s. It must be %s.".formatted(attribute, NAME));
    }
  }
}
