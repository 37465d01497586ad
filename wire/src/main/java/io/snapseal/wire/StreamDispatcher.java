package io.snapseal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a signed request with a body still to come to its answer.
 *
 * <p>A stream cannot be hashed before it is sent, so its signature is over {@code UNSIGNED-PAYLOAD}
 * in the body's place, as Amazon S3 has it ("Authenticating Requests: Using the Authorization
 * Header"): it says who asks for what, and the connection (TLS, or loopback) vouches for the body.
 */
final class StreamDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(StreamDispatcher.class);
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String HASH = "x-amz-content-sha256";

  private final Map<String, PublishedStream> streams;
  private final SignatureCheck signatures;
  private final Clock clock;
  private final Supplier<UUID> requestIds;

  /**
   * @param streams by method and path: {@code "PUT /_snapseal/snapshots"}
   */
  StreamDispatcher(
      Map<String, PublishedStream> streams,
      AccessKeySecrets secrets,
      Clock clock,
      Supplier<UUID> requestIds) {
    this.streams = Map.copyOf(streams);
    this.signatures = new SignatureCheck(secrets, clock);
    this.clock = clock;
    this.requestIds = requestIds;
  }

  boolean has(String method, String path) {
    return streams.containsKey(method + " " + path);
  }

  /**
   * Never throws: whatever goes wrong is an error response.
   *
   * @param head the request with an empty body in place of its own
   */
  WireResponse answer(WireRequest head, InputStream body) {
    Exchange exchange = new Exchange(head, requestIds.get().toString(), clock.instant());
    WireResponse response = exchange.answer(self -> run(self, body));
    LOG.info("{} in {} ms", exchange, clock.millis() - exchange.received().toEpochMilli());
    return response.withRequestId(exchange.requestId());
  }

  /** What all threads for streams being busy is answered with. */
  WireResponse busy(WireRequest head) {
    Exchange exchange = new Exchange(head, requestIds.get().toString(), clock.instant());
    return exchange
        .answer(
            self -> {
              throw new RefusedException(
                  Refusal.UNAVAILABLE, "Too many streams are open. Try again when one has ended.");
            })
        .withRequestId(exchange.requestId());
  }

  private WireResponse run(Exchange exchange, InputStream body) throws Throwable {
    WireRequest request = exchange.request();
    PublishedStream published = published(request);
    exchange.speaks(published);
    List<Parameter> query = Parameter.parse(request.rawQuery());
    VerifiedSignature signature = verified(request, query);
    exchange.signedBy(signature);
    if (!signature.service().equals(published.signingName())) {
      throw new RefusedException(
          Refusal.SIGNATURE_MISMATCH,
          "Credential should be scoped to correct service: '%s'."
              .formatted(published.signingName()));
    }
    try {
      return published.stream().answer(exchange.origin(), StreamRequest.of(query, body));
    } catch (IOException e) {
      throw new RefusedException(Refusal.MALFORMED_INPUT, "The body was cut off.");
    }
  }

  private PublishedStream published(WireRequest request) {
    PublishedStream published = streams.get(request.method() + " " + request.path());
    if (published == null) {
      throw new RefusedException(Refusal.NOT_FOUND, "There is nothing at this path.");
    }
    return published;
  }

  /** A presigned URL could be passed on; these are for whoever holds the key. */
  private VerifiedSignature verified(WireRequest request, List<Parameter> query) {
    if (PresignedQuery.isPresent(query)) {
      throw SignatureClaim.incomplete("A stream is signed in its Authorization header");
    }
    if (request.method().equals("GET")) {
      return signatures.verify(request, query);
    }
    if (!request.headers().containsKey("authorization")) {
      throw new RefusedException(Refusal.MISSING_AUTHENTICATION, "Missing Authentication Token");
    }
    if (!request.headers().getOrDefault(HASH, List.of()).equals(List.of(UNSIGNED))) {
      throw SignatureClaim.incomplete(
          "The header " + HASH + " of a stream must be " + UNSIGNED + ", and signed");
    }
    return signatures.verify(request, query, UNSIGNED);
  }
}
