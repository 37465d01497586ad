package io.snapseal.rds.peer;

/**
 * Another server that has a region.
 *
 * @param region its region
 * @param key what this server shares with it
 * @param transport how it is reached
 */
public record Peer(String region, PeerKey key, PeerTransport transport) {}
