package io.snapseal.wire;

/**
 * A stream to publish.
 *
 * @param signingName the service name that the signature's credential scope must have
 * @param xmlNamespace of its errors
 * @param stream what answers
 */
public record PublishedStream(String signingName, String xmlNamespace, SignedStream stream) {
  public PublishedStream {
    if (signingName.isBlank()) {
      throw new IllegalArgumentException("a stream needs a signing name");
    }
  }
}
