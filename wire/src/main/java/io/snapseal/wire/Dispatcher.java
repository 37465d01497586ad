package io.snapseal.wire;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From one whole request to one whole response, without a socket: the way every request takes. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Map<String, PublishedOperations> services = new HashMap<>();
  private final SignatureCheck signatures;
  private final Clock clock;
  private final Supplier<UUID> requestIds;
  private final Map<String, PlainEndpoint> plain;
  private final int maxBody;

  Dispatcher(
      List<PublishedService> services,
      AccessKeySecrets secrets,
      Clock clock,
      Supplier<UUID> requestIds,
      Map<String, PlainEndpoint> plain,
      int maxBody) {
    for (PublishedService service : services) {
      PublishedOperations published = new PublishedOperations(service);
      if (this.services.put(service.signingName(), published) != null) {
        throw new IllegalArgumentException(service.signingName() + " is published twice");
      }
    }
    this.signatures = new SignatureCheck(secrets, clock);
    this.clock = clock;
    this.requestIds = requestIds;
    this.plain = Map.copyOf(plain);
    this.maxBody = maxBody;
  }

  /** Never throws: whatever goes wrong is an error response. */
  WireResponse answer(WireRequest request) {
    PlainEndpoint endpoint = plain.get(request.method() + " " + request.path());
    return endpoint != null ? plainAnswer(endpoint, request) : awsAnswer(request);
  }

  private WireResponse awsAnswer(WireRequest request) {
    Exchange exchange = new Exchange(request, requestIds.get().toString(), clock.instant());
    WireResponse response = exchange.answer(this::run);
    if (exchange.failed()) {
      LOG.info("{} in {} ms", exchange, clock.millis() - exchange.received().toEpochMilli());
    } else if (LOG.isDebugEnabled()) {
      LOG.debug("{} in {} ms", exchange, clock.millis() - exchange.received().toEpochMilli());
    }
    return response.withRequestId(exchange.requestId());
  }

  private WireResponse run(Exchange exchange) throws Throwable {
    WireRequest request = exchange.request();
    requireShape(request);
    List<Parameter> query = Parameter.parse(request.rawQuery());
    VerifiedSignature signature = signatures.verify(request, query);
    exchange.signedBy(signature);
    PublishedOperations service = services.get(signature.service());
    if (service == null) {
      throw new RefusedException(
          Refusal.UNKNOWN_SERVICE,
          "The service %s is not offered by this endpoint.".formatted(signature.service()));
    }
    return service.answer(exchange, query);
  }

  /** What can be judged without looking into the request, and so before its signature. */
  private void requireShape(WireRequest request) {
    if (!request.path().equals("/")) {
      throw new RefusedException(Refusal.NOT_FOUND, "There is nothing at this path.");
    }
    if (!request.method().equals("POST") && !request.method().equals("GET")) {
      throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "Requests are sent with POST or GET.");
    }
    if (request.body().length > maxBody) {
      throw new RefusedException(
          Refusal.TOO_LARGE, "The request body is larger than %d bytes.".formatted(maxBody));
    }
  }

  private static WireResponse plainAnswer(PlainEndpoint endpoint, WireRequest request) {
    try {
      return endpoint.answer(request);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return WireResponse.text(500, "text/plain", "internal failure\n");
    }
  }
}
