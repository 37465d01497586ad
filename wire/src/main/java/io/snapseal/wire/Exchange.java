package io.snapseal.wire;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** One request on its way: what is known about it so far, which is also what may be logged. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int BAD_REQUEST = 400;

  private final WireRequest request;
  private final String requestId;
  private final Instant received;
  private Protocol protocol;
  private String xmlNamespace = "";
  private Optional<VerifiedSignature> signature = Optional.empty();
  private String action = "-";
  private String outcome = "-";
  private boolean failed;

  Exchange(WireRequest request, String requestId, Instant received) {
    this.request = request;
    this.requestId = requestId;
    this.received = received;
    // Until the signature says which service is meant, the client's own manners have to do.
    this.protocol =
        request.headers().containsKey("x-amz-target")
                || request.header("content-type").orElse("").startsWith("application/x-amz-json")
            ? Protocol.JSON_1_1
            : Protocol.QUERY;
  }

  static Codec codec(Protocol protocol) {
    return protocol == Protocol.QUERY ? new QueryCodec() : new JsonCodec();
  }

  /** What {@link #answer} runs. */
  @FunctionalInterface
  interface Work {
    WireResponse run(Exchange exchange) throws Throwable;
  }

  /** Runs the work; the one place where what is thrown becomes an error response. */
  WireResponse answer(Work work) {
    try {
      WireResponse response = work.run(this);
      outcome = Integer.toString(response.status());
      return response;
    } catch (RefusedException e) {
      return fault(e.fault(protocol));
    } catch (AwsServiceException e) {
      AwsErrorDetails details = e.awsErrorDetails();
      return details == null || details.errorCode() == null ? bug(e) : fault(fault(e, details));
    } catch (Throwable e) {
      return bug(e);
    }
  }

  private static Fault fault(AwsServiceException e, AwsErrorDetails details) {
    int status = e.statusCode() >= BAD_REQUEST ? e.statusCode() : BAD_REQUEST;
    return new Fault(
            details.errorCode(), Optional.ofNullable(details.errorMessage()).orElse(""), status)
        .of(e);
  }

  /** Whatever is not an answer of the service's own is a bug: logged whole here, told to nobody. */
  private WireResponse bug(Throwable e) {
    LOG.error("request {} {} failed inside", requestId, action, e);
    return fault(
        new Fault(
            protocol == Protocol.QUERY ? "InternalFailure" : "InternalFailureException",
            "The request processing has failed because of an unknown error.",
            500));
  }

  private WireResponse fault(Fault fault) {
    outcome = fault.status() + " " + fault.code();
    failed = true;
    return codec(protocol).fault(fault, xmlNamespace, requestId);
  }

  /** Whether it is answered with an error. */
  boolean failed() {
    return failed;
  }

  void signedBy(VerifiedSignature verified) {
    this.signature = Optional.of(verified);
  }

  void speaks(PublishedService service) {
    this.protocol = service.protocol();
    this.xmlNamespace = service.xmlNamespace();
  }

  void speaks(PublishedStream stream) {
    this.protocol = Protocol.QUERY;
    this.xmlNamespace = stream.xmlNamespace();
    this.action = request.method() + " " + request.path();
  }

  void runs(Operation operation) {
    this.action = operation.name();
  }

  WireRequest request() {
    return request;
  }

  String requestId() {
    return requestId;
  }

  Instant received() {
    return received;
  }

  /**
   * @throws java.util.NoSuchElementException before the signature is verified
   */
  RequestOrigin origin() {
    VerifiedSignature verified = signature.orElseThrow();
    return new RequestOrigin(
        verified.accessKeyId(),
        verified.sessionToken(),
        verified.region(),
        verified.service(),
        request.sourceAddress(),
        request.secureTransport(),
        requestId,
        received,
        request.header("user-agent").orElse(""),
        request.header("host").orElse(""));
  }

  /** The log line: no header, no parameter, no signature. */
  @Override
  public String toString() {
    return "%s %s %s by %s from %s: %s"
        .formatted(
            requestId,
            signature.map(VerifiedSignature::service).orElse("-"),
            action,
            signature.map(VerifiedSignature::accessKeyId).orElse("-"),
            request.sourceAddress(),
            outcome);
  }
}
