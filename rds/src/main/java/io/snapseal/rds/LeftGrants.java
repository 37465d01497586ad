package io.snapseal.rds;

import io.snapseal.rds.cluster.ClusterTables;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.Tables;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

/**
 * Grants that no row holds, since an earlier run died between making one and storing what it is
 * for. They open nothing that exists; but the owner of a key sees them.
 *
 * <p>Only grants of before this start are looked at. A resource's row names its grant, or bears the
 * name that the grant was made for before the grant is: what is neither held nor named so will
 * never be.
 */
final class LeftGrants {
  private static final Logger LOG = LoggerFactory.getLogger(LeftGrants.class);

  private final StateStore state;
  private final StorageGrants grants;
  private final Set<String> regions;
  private final Instant started;
  private boolean open;

  LeftGrants(StateStore state, StorageGrants grants, Set<String> regions, Clock clock) {
    this.state = state;
    this.grants = grants;
    this.regions = Set.copyOf(regions);
    this.started = clock.instant();
  }

  /** Lets the next round look: not before the region works, since a start must not wait for it. */
  synchronized void open() {
    open = true;
  }

  /** Looks once, and retires what is left. */
  synchronized void retire() {
    if (open) {
      regions.forEach(this::retire);
      open = false;
    }
  }

  private void retire(String region) {
    List<GrantListEntry> old =
        grants.all(region).stream()
            .filter(grant -> grant.creationDate().isBefore(started))
            .filter(grant -> grant.name() != null && isOurs(grant.name()))
            .toList();
    Set<String> held = state.read(LeftGrants::held);
    old.stream()
        .filter(grant -> !held.contains(grant.grantId()) && !held.contains(grant.name()))
        .forEach(
            grant -> {
              String owner = accountOf(grant.keyId());
              grants.retire(new Scope(owner, region), grant.keyId(), grant.grantId());
              LOG.info(
                  "the grant {} on {} was of nothing, and is retired", grant.name(), grant.keyId());
            });
  }

  /** Somebody else may have named RDS in a grant of theirs. */
  private static boolean isOurs(String name) {
    return Ids.isDatabase(name) || name.startsWith(Ids.STORED_SNAPSHOT);
  }

  private static String accountOf(String keyArn) {
    return keyArn.split(":", 6)[4];
  }

  /** Ids of grants, and the names that grants are made for. */
  private static Set<String> held(Handle handle) {
    Set<String> held = new HashSet<>();
    Tables.INSTANCES
        .everywhere(handle)
        .forEach(row -> add(held, row.shown().dbiResourceId(), row.internal().grantId()));
    Tables.SNAPSHOTS
        .everywhere(handle)
        .forEach(row -> add(held, row.internal().storeId(), row.internal().grantId()));
    ClusterTables.SNAPSHOTS
        .everywhere(handle)
        .forEach(row -> add(held, row.internal().storeId(), row.internal().grantId()));
    held.addAll(ClusterTables.grantsOfClusters(handle));
    return held;
  }

  private static void add(Set<String> held, String name, @Nullable String grant) {
    held.add(name);
    if (grant != null) {
      held.add(grant);
    }
  }
}
