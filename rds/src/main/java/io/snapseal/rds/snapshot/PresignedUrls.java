package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;
import java.util.Map;

/** Verifies presigned URLs: whose they are, and what they ask for. */
@FunctionalInterface
public interface PresignedUrls {
  /** Where nobody signs: every URL is refused. */
  PresignedUrls NONE =
      url -> {
        throw new RefusedException("nothing here knows whose it is");
      };

  /**
   * Verifies one.
   *
   * @param url a bearer secret: never logged, stored or quoted
   * @throws RefusedException if it is malformed, expired, or not signed by a key that is known here
   */
  Presigned verified(String url);

  /**
   * A presigned URL whose signature is right.
   *
   * @param signer who signed it, in the region it is for
   * @param service the signing name it is for
   * @param host the host and port it is addressed to
   * @param parameters without those of the signature
   */
  record Presigned(Caller signer, String service, String host, Map<String, String> parameters) {
    /** Copies the map. */
    public Presigned {
      parameters = Map.copyOf(parameters);
    }

    /** Without the parameters. */
    @Override
    public String toString() {
      return service + " by " + signer.principalArn();
    }
  }

  /** A URL is not good for what it is used for. The message does not quote it. */
  final class RefusedException extends RuntimeException {
    public RefusedException(String why) {
      super(why, null, false, false);
    }
  }
}
