package io.snapseal.rds.peer;

/** A message is not one of a peer's; whoever sent it learns no more than that. */
final class PeerRefusedException extends RuntimeException {
  PeerRefusedException(String why) {
    super(why);
  }
}
