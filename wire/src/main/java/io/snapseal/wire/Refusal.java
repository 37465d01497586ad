package io.snapseal.wire;

/**
 * Every error this server answers with on its own account, before a service is asked.
 *
 * <p>Codes and statuses follow "Common Errors" in the RDS API reference (AWS Query) and the KMS API
 * reference (JSON). Where AWS has no such error the code says in AWS's manner what is wrong.
 */
enum Refusal {
  MISSING_AUTHENTICATION("MissingAuthenticationToken", 403, "MissingAuthenticationTokenException"),
  INCOMPLETE_SIGNATURE("IncompleteSignature", 400, "IncompleteSignatureException"),
  UNKNOWN_KEY("InvalidClientTokenId", 403, "UnrecognizedClientException"),
  EXPIRED_TOKEN("ExpiredToken", 403, "ExpiredTokenException"),
  SIGNATURE_MISMATCH("SignatureDoesNotMatch", 403, "InvalidSignatureException"),
  REQUEST_EXPIRED("RequestExpired", 400, "InvalidSignatureException"),
  UNKNOWN_SERVICE("UnknownService", 400, "UnknownServiceException"),
  UNKNOWN_ACTION("InvalidAction", 400, "UnknownOperationException"),
  MISSING_ACTION("MissingAction", 400, "UnknownOperationException"),
  NOT_IMPLEMENTED("UnsupportedOperation", 400, "UnsupportedOperationException"),
  UNKNOWN_VERSION("NoSuchVersion", 400, "UnknownOperationException"),
  MALFORMED_INPUT("MalformedInput", 400, "SerializationException"),
  MALFORMED_QUERY("MalformedQueryString", 400, "SerializationException"),
  INVALID_VALUE("InvalidParameterValue", 400, "SerializationException"),
  UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", 415, "UnsupportedMediaTypeException"),
  TOO_LARGE("RequestEntityTooLarge", 413, "RequestEntityTooLargeException"),
  METHOD_NOT_ALLOWED("MethodNotAllowed", 405, "MethodNotAllowedException"),
  UNAVAILABLE("ServiceUnavailable", 503, "ServiceUnavailableException"),
  NOT_FOUND("NotFound", 404, "UnknownOperationException");

  private final String queryCode;
  private final int queryStatus;
  private final String jsonCode;

  Refusal(String queryCode, int queryStatus, String jsonCode) {
    this.queryCode = queryCode;
    this.queryStatus = queryStatus;
    this.jsonCode = jsonCode;
  }

  /** The error as that protocol knows it. AWS's JSON services refuse signatures with 400. */
  Fault fault(Protocol protocol, String message) {
    if (protocol == Protocol.QUERY) {
      return new Fault(queryCode, message, queryStatus);
    }
    return new Fault(jsonCode, message, queryStatus == 403 ? 400 : queryStatus);
  }
}
