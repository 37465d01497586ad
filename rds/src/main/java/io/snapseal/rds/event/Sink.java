package io.snapseal.rds.event;

import java.io.IOException;
import java.util.List;

/** Takes events for a target. */
interface Sink {
  /**
   * Hands documents over, in order.
   *
   * @param documents at least one
   * @return how many of them, from the first, are dealt with: at least one
   * @throws IOException if none is; they are tried again
   */
  int send(List<String> documents) throws IOException, InterruptedException;
}
