package io.snapseal.app;

import io.snapseal.iam.Caller;
import io.snapseal.model.SdkJson;
import io.snapseal.rds.transfer.TransferRequest;
import io.snapseal.rds.transfer.Transfers;
import io.snapseal.wire.PublishedStream;
import io.snapseal.wire.RequestOrigin;
import io.snapseal.wire.StreamRequest;
import io.snapseal.wire.WireResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** {@code PUT} and {@code GET /_snapseal/snapshots}: snapshots as archives, in and out. */
final class SnapshotStreams {
  /** Where they are. */
  static final String PATH = "/_snapseal/snapshots";

  private static final int BAD_REQUEST = 400;

  private final Transfers transfers;
  private final Function<RequestOrigin, Caller> callers;

  SnapshotStreams(Transfers transfers, Function<RequestOrigin, Caller> callers) {
    this.transfers = transfers;
    this.callers = callers;
  }

  /** The streams, signed as requests to RDS are. */
  Map<String, PublishedStream> published(String xmlNamespace) {
    return Map.of(
        "PUT " + PATH, new PublishedStream("rds", xmlNamespace, this::put),
        "GET " + PATH, new PublishedStream("rds", xmlNamespace, this::get));
  }

  private WireResponse put(RequestOrigin origin, StreamRequest request) throws IOException {
    return WireResponse.text(
        200,
        "application/json",
        SdkJson.write(
                transfers.importSnapshot(callers.apply(origin), transfer(request), request.body()))
            + "\n");
  }

  private WireResponse get(RequestOrigin origin, StreamRequest request) {
    return WireResponse.streamed(
        "application/x-tar",
        transfers.exportSnapshot(callers.apply(origin), transfer(request))::writeTo);
  }

  private static TransferRequest transfer(StreamRequest request) {
    Map<String, String> members = new HashMap<>();
    for (String name : request.names()) {
      if (!TransferRequest.names().contains(name) || request.values(name).size() != 1) {
        throw invalid("The parameter " + name.replaceAll("\\W", "?") + " is unknown or repeated.");
      }
      members.put(name, request.values(name).get(0));
    }
    return TransferRequest.of(members);
  }

  private static RuntimeException invalid(String message) {
    return AwsServiceException.builder()
        .message(message)
        .statusCode(BAD_REQUEST)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("InvalidParameterValue")
                .errorMessage(message)
                .build())
        .build();
  }
}
