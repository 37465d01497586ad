package io.snapseal.app;

import io.snapseal.wire.PlainEndpoint;
import io.snapseal.wire.WireServer;
import io.snapseal.wire.WireSettings;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Starts the server in front of a region's services. */
record RegionServer(WireSettings settings, Clock clock, UniqueIds ids) {

  /** Of services that stay. */
  WireServer of(RegionWire wire) {
    return WireServer.start(
        settings,
        wire.services(),
        wire.secrets(),
        clock,
        ids,
        wire.plainEndpoints(),
        wire.streams());
  }

  /** Of services that whoever may reset the region has made anew. */
  WireServer renewable(RegionWire wire, Renewal.Making making) {
    Renewal renewal = new Renewal(wire);
    Map<String, PlainEndpoint> plain = new HashMap<>(RegionWire.plainEndpoints(renewal::counts));
    plain.put(ResetEndpoint.PATH, new ResetEndpoint(() -> renewal.renew(making)));
    return WireServer.start(
        settings, renewal.services(), renewal.secrets(), clock, ids, plain, renewal.streams());
  }
}
