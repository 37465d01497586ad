package io.snapseal.wire;

/** A presigned URL is malformed, expired, or not signed by a known key; never quotes the URL. */
public final class PresignedUrlException extends RuntimeException {
  private final String code;

  PresignedUrlException(Fault fault) {
    super(fault.message());
    this.code = fault.code();
  }

  /** AWS's code for the reason, for example {@code SignatureDoesNotMatch}. */
  public String code() {
    return code;
  }
}
