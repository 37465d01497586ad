package io.snapseal.autopilot.find;

import io.snapseal.autopilot.aws.AwsFault;
import io.snapseal.autopilot.aws.Clients;
import io.snapseal.autopilot.aws.Errors;
import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.aws.Patience;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks at whole regions, a hundred resources a call: cost grows with what there is, not with what
 * is being done.
 */
public final class Lookout {
  private final Clients clients;
  private final Patience patience;
  private final BackupListing backups = new BackupListing();

  public Lookout(Clients clients, Patience patience) {
    this.clients = clients;
    this.patience = patience;
  }

  /** Snapshots and databases of both kinds. */
  public RegionView all(String region) throws InterruptedException {
    return all(region, EnumSet.allOf(Kind.class));
  }

  /** Snapshots and databases of these kinds; databases that may not be listed count as none. */
  public RegionView all(String region, Set<Kind> kinds) throws InterruptedException {
    return look(region, kinds, true);
  }

  /** Snapshots of both kinds. */
  public RegionView snapshots(String region) throws InterruptedException {
    return snapshots(region, EnumSet.allOf(Kind.class));
  }

  /** Snapshots of these kinds. */
  public RegionView snapshots(String region, Set<Kind> kinds) throws InterruptedException {
    return look(region, kinds, false);
  }

  private RegionView look(String region, Set<Kind> kinds, boolean withDatabases)
      throws InterruptedException {
    List<Snapshot> snapshots = new ArrayList<>();
    List<Database> databases = new ArrayList<>();
    Failure partly = null;
    try {
      Listing listing = new Listing(clients.rds(region));
      for (Kind kind : kinds) {
        // Whoever may list instances only is told so, and still gets those.
        boolean optional = kind == Kind.CLUSTER && kinds.size() > 1;
        Failure denied = add(snapshots, optional, () -> snapshots(listing, region, kind));
        partly = denied == null ? partly : denied;
      }
      if (withDatabases) {
        add(databases, true, listing::instances);
      }
      if (withDatabases && partly == null && kinds.contains(Kind.CLUSTER)) {
        add(databases, true, listing::clusters);
      }
    } catch (SdkException e) {
      return RegionView.failed(Errors.of(e));
    }
    return RegionView.of(snapshots, databases, partly);
  }

  /** Adds what is listed, or answers why that is denied where it may be. */
  private <T> @Nullable Failure add(List<T> to, boolean mayBeDenied, Supplier<List<T>> list)
      throws InterruptedException {
    try {
      to.addAll(patience.with(list));
      return null;
    } catch (SdkException e) {
      Failure why = Errors.of(e);
      if (mayBeDenied && why.code().equals(AwsFault.DENIED.code())) {
        return why;
      }
      throw e;
    }
  }

  private List<Snapshot> snapshots(Listing listing, String region, Kind kind) {
    return kind == Kind.CLUSTER
        ? listing.clusterSnapshots()
        : backups.added(region, listing.instanceSnapshots(), listing::backupSnapshots);
  }
}
