package io.snapseal.rds.peer;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The regions of other servers, and how they are asked. */
public final class PeerRegions {
  private final Map<String, Peer> peers;
  private final PeerChannel channel;

  public PeerRegions(List<Peer> peers, SecureRandom random, Clock clock) {
    this.peers = peers.stream().collect(Collectors.toMap(Peer::region, Function.identity()));
    this.channel = new PeerChannel(random, clock);
  }

  /** Whether a region is another server's. */
  public boolean has(String region) {
    return peers.containsKey(region);
  }

  Optional<Peer> find(String region) {
    return Optional.ofNullable(peers.get(region));
  }

  PeerChannel channel() {
    return channel;
  }

  /**
   * Asks a region's server.
   *
   * @param own the region that asks
   * @throws PeerUnreachableException if it does not answer, or another does in its place
   */
  byte[] ask(String own, String region, PeerRequest request) {
    Peer peer = peers.get(region);
    if (peer == null) {
      throw new PeerUnreachableException(region, "it is no peer any more");
    }
    byte[] message =
        channel.seal(peer.key(), new PeerChannel.Route(own, region), PeerRequests.bytes(request));
    try {
      return channel.openAnswer(peer.key(), region, message, peer.transport().exchange(message));
    } catch (IOException e) {
      throw new PeerUnreachableException(region, e);
    }
  }
}
