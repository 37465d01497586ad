package io.snapseal.rds;

import io.snapseal.iam.Caller;
import io.snapseal.rds.peer.Lender;
import io.snapseal.rds.peer.OtherRegions;
import io.snapseal.rds.peer.PeerCopies;
import io.snapseal.rds.peer.PeerCopying;
import io.snapseal.rds.peer.PeerRegions;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RegionPlace;
import io.snapseal.rds.snapshot.Border;
import io.snapseal.rds.snapshot.Copies;
import io.snapseal.rds.snapshot.CopyRequest;
import io.snapseal.rds.snapshot.InstanceSnapshots;
import io.snapseal.rds.snapshot.NewCopies;
import io.snapseal.rds.snapshot.Sources;
import io.snapseal.rds.snapshot.StoredSnapshots;
import io.snapseal.rds.snapshot.UnmadeSnapshots;
import io.snapseal.rds.storage.VolumeKeys;
import io.snapseal.rds.task.TaskHandler;
import io.snapseal.rds.task.Workers;
import io.snapseal.state.StateStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Copies of DB snapshots: in a region, between those of this server, and from other servers. */
final class Crossing implements AutoCloseable {
  private final Copies<DBSnapshot> copies;
  private final PeerCopies peerCopies;
  private final PeerCopying peerCopying;
  private final Lender lender;

  Crossing(
      StateStore state,
      Border border,
      Sources<DBSnapshot> sources,
      NewCopies<DBSnapshot> newCopies,
      UnmadeSnapshots<DBSnapshot> unmade,
      StoredSnapshots stored,
      VolumeKeys volumeKeys,
      Map<String, RegionPlace> places,
      OtherRegions others,
      Clock clock,
      SecureRandom random) {
    PeerRegions peers = new PeerRegions(others.peers(), random, clock);
    this.copies = new Copies<>(InstanceSnapshots.KIND, sources, newCopies, border, places.keySet());
    this.peerCopies = new PeerCopies(peers, newCopies, new Ids(random));
    this.peerCopying = new PeerCopying(peers, unmade, stored);
    this.lender = new Lender(state, peers, border, sources, volumeKeys, places, clock);
  }

  DBSnapshot copy(Caller caller, CopyRequest request) {
    return peerCopies.isFromPeer(caller, request)
        ? peerCopies.copy(caller, request)
        : copies.copy(caller, request);
  }

  /** What is done for copies from other servers, by task. */
  Map<Workers.Key, TaskHandler> handlers() {
    return peerCopying.handlers();
  }

  /** Answers other servers. */
  Lender lender() {
    return lender;
  }

  @Override
  public void close() {
    lender.close();
  }
}
