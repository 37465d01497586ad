package io.snapseal.rds.peer;

/** The other server does not answer, or not as the one that has the key would. */
final class PeerUnreachableException extends RuntimeException {
  PeerUnreachableException(String region, Throwable cause) {
    super("the server of " + region + " does not answer: " + cause, cause);
  }

  PeerUnreachableException(String region, String why) {
    super("the server of " + region + " does not answer: " + why);
  }
}
