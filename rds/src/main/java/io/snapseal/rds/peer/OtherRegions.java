package io.snapseal.rds.peer;

import io.snapseal.rds.snapshot.PresignedUrls;
import java.util.List;

/**
 * What copies between regions need from outside.
 *
 * @param presigned verifies the presigned URLs of callers
 * @param peers the regions of other servers
 */
public record OtherRegions(PresignedUrls presigned, List<Peer> peers) {
  /** No other server, and no presigned URL that could be verified. */
  public static final OtherRegions NONE = new OtherRegions(PresignedUrls.NONE, List.of());

  /** Copies the list. */
  public OtherRegions {
    peers = List.copyOf(peers);
  }
}
