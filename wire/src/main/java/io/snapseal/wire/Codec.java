package io.snapseal.wire;

import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/** One of AWS's protocols: from bytes to SDK objects and back. Knows no service. */
interface Codec {
  /**
   * Reads which operation is asked for. The request's signature has been verified.
   *
   * @param query the decoded query of the URL
   * @throws RefusedException if the request is not written in this protocol
   */
  OperationCall read(PublishedService service, WireRequest request, List<Parameter> query);

  /** The answer of an operation. */
  WireResponse answer(
      PublishedService service, Operation operation, SdkPojo response, String requestId);

  /**
   * An error.
   *
   * @param xmlNamespace of the service; empty if the request names none
   */
  WireResponse fault(Fault fault, String xmlNamespace, String requestId);
}
