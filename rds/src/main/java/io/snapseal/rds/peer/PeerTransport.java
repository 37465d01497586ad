package io.snapseal.rds.peer;

import java.io.IOException;

/** Carries messages to another server. It sees sealed ones only, and is not trusted. */
@FunctionalInterface
public interface PeerTransport {
  /** The longest answer, in bytes: the most that a source gives at once, and some. */
  int MAX_ANSWER = 9 << 20;

  /**
   * Sends a message and waits for the answer.
   *
   * @throws IOException if there is no answer now; the message is safe to be sent again
   */
  byte[] exchange(byte[] message) throws IOException;
}
