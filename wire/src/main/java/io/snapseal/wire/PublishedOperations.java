package io.snapseal.wire;

import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/** One published service, ready to be called: its codec and the index of its operations. */
final class PublishedOperations {
  private final PublishedService service;
  private final Codec codec;
  private final Operations operations;

  PublishedOperations(PublishedService service) {
    this.service = service;
    this.codec = Exchange.codec(service.protocol());
    this.operations = new Operations(service.clientInterface());
  }

  WireResponse answer(Exchange exchange, List<Parameter> query) throws Throwable {
    exchange.speaks(service);
    requireMethod(exchange.request());
    OperationCall call = codec.read(service, exchange.request(), query);
    Operation operation = operations.find(call.name()).orElseThrow(() -> unknown(call));
    exchange.runs(operation);
    SdkPojo request = call.parameters().apply(operation.newRequest());
    SdkPojo response = invoke(operation, service.clientFor().apply(exchange.origin()), request);
    return codec.answer(service, operation, response, exchange.requestId());
  }

  private static SdkPojo invoke(Operation operation, Object client, SdkPojo request)
      throws Throwable {
    try {
      return operation.invoke(client, request);
    } catch (UnsupportedOperationException e) {
      if (operation.isMissing(e)) {
        throw new RefusedException(
            Refusal.NOT_IMPLEMENTED,
            "The action " + operation.name() + " is not implemented by this endpoint.");
      }
      throw e;
    }
  }

  private void requireMethod(WireRequest request) {
    if (service.protocol() == Protocol.JSON_1_1 && !request.method().equals("POST")) {
      throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "Requests are sent with POST.");
    }
  }

  private static RefusedException unknown(OperationCall call) {
    return new RefusedException(
        Refusal.UNKNOWN_ACTION,
        "The action " + Shown.text(call.name()) + " is not valid for this web service.");
  }
}
