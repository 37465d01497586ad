package io.snapseal.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** AWS Query (Smithy, "AWS Query protocol"). */
final class QueryCodec implements Codec {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CONTENT_TYPE = "text/xml";

  @Override
  public OperationCall read(PublishedService service, WireRequest request, List<Parameter> query) {
    List<Parameter> parameters = new ArrayList<>(query);
    parameters.removeIf(PresignedQuery::isOurs);
    if (request.body().length > 0) {
      MediaType.require(request, FORM);
      parameters.addAll(Parameter.parse(PercentCoding.utf8(request.body())));
    }
    ParameterTree tree = ParameterTree.of(parameters);
    String action =
        tree.child("Action")
            .flatMap(ParameterTree::value)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.MISSING_ACTION,
                        "The request is missing an action or a required parameter."));
    requireVersion(service, action, tree.child("Version").flatMap(ParameterTree::value));
    return new OperationCall(action, builder -> QueryDecoding.object(tree, builder));
  }

  private static void requireVersion(
      PublishedService service, String action, Optional<String> version) {
    if (version.isEmpty()) {
      throw new RefusedException(
          Refusal.UNKNOWN_ACTION,
          "Could not find operation " + Shown.text(action) + " for version NO_VERSION_SPECIFIED");
    }
    if (!version.get().equals(service.apiVersion())) {
      throw new RefusedException(
          Refusal.UNKNOWN_VERSION,
          "The requested version (%s) of service %s does not exist."
              .formatted(Shown.text(version.get()), service.signingName()));
    }
  }

  @Override
  public WireResponse answer(
      PublishedService service, Operation operation, SdkPojo response, String requestId) {
    StringBuilder xml = new StringBuilder(1024);
    XmlEncoding encoding = new XmlEncoding(xml);
    String root = operation.name() + "Response";
    openRoot(xml, root, service.xmlNamespace());
    // Also around nothing: some clients look for it even where an operation returns nothing.
    encoding.open(operation.name() + "Result");
    encoding.members(response);
    encoding.close(operation.name() + "Result");
    encoding.open("ResponseMetadata");
    encoding.element("RequestId", requestId);
    encoding.close("ResponseMetadata");
    encoding.close(root);
    return WireResponse.text(200, CONTENT_TYPE, xml.toString());
  }

  @Override
  public WireResponse fault(Fault fault, String xmlNamespace, String requestId) {
    StringBuilder xml = new StringBuilder(512);
    XmlEncoding encoding = new XmlEncoding(xml);
    openRoot(xml, "ErrorResponse", xmlNamespace);
    encoding.open("Error");
    encoding.element("Type", fault.type());
    encoding.element("Code", fault.code());
    encoding.element("Message", fault.message());
    encoding.close("Error");
    encoding.element("RequestId", requestId);
    encoding.close("ErrorResponse");
    return WireResponse.text(fault.status(), CONTENT_TYPE, xml.toString());
  }

  private static void openRoot(StringBuilder xml, String name, String namespace) {
    xml.append('<').append(name);
    if (!namespace.isEmpty()) {
      xml.append(" xmlns=\"");
      XmlText.append(xml, namespace);
      xml.append('"');
    }
    xml.append('>');
  }
}
