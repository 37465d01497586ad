package io.snapseal.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapseal.model.SdkJson;
import io.snapseal.model.ShapeException;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/** AWS JSON 1.1 (Smithy, "AWS JSON 1.1 protocol"). */
final class JsonCodec implements Codec {
  static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  @Override
  public OperationCall read(PublishedService service, WireRequest request, List<Parameter> query) {
    String target = request.header("x-amz-target").orElse("");
    int dot = target.lastIndexOf('.');
    if (dot < 0 || !target.substring(0, dot).equals(service.targetPrefix().orElse(""))) {
      throw new RefusedException(
          Refusal.UNKNOWN_ACTION, "X-Amz-Target must name an operation of the service.");
    }
    MediaType.require(request, CONTENT_TYPE);
    return new OperationCall(
        target.substring(dot + 1), builder -> parameters(request.body(), builder));
  }

  private static SdkPojo parameters(byte[] body, SdkPojo builder) {
    try {
      return SdkJson.fromJson(
          body.length == 0 ? JsonNodeFactory.instance.objectNode() : SdkJson.parse(body),
          () -> builder);
    } catch (ShapeException e) {
      throw new RefusedException(Refusal.MALFORMED_INPUT, e.sentence());
    }
  }

  @Override
  public WireResponse answer(
      PublishedService service, Operation operation, SdkPojo response, String requestId) {
    return WireResponse.text(200, CONTENT_TYPE, SdkJson.write(response));
  }

  @Override
  public WireResponse fault(Fault fault, String xmlNamespace, String requestId) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("__type", fault.code());
    if (!fault.message().isEmpty()) {
      body.put("message", fault.message());
    }
    fault.members().forEach(body::put);
    return WireResponse.text(fault.status(), CONTENT_TYPE, body.toString());
  }
}
