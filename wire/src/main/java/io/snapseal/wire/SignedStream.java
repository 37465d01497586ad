package io.snapseal.wire;

import java.io.IOException;

/**
 * Answers signed requests whose body, or whose answer, is a stream of any length; beside the
 * operations of AWS's services, which have neither.
 */
@FunctionalInterface
public interface SignedStream {
  /**
   * Does what is asked for. Runs on a thread of its own, which is interrupted when the server
   * stops.
   *
   * @return the answer; a {@link WireResponse#streamed} one is written once this has returned
   * @throws software.amazon.awssdk.awscore.exception.AwsServiceException to refuse, which is
   *     answered as an error of the service whose name the signature bears
   * @throws IOException if the body cannot be read: the client is gone, and gets no answer
   */
  WireResponse answer(RequestOrigin origin, StreamRequest request) throws IOException;
}
