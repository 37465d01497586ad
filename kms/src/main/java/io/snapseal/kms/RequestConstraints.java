package io.snapseal.kms;

import io.snapseal.model.Constraints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import software.amazon.awssdk.awscore.AwsRequest;

/** Answers a request that the service model does not allow as AWS does, before it is looked at. */
final class RequestConstraints {
  private static final String ROWS = "constraints.txt";

  private final Constraints constraints;

  RequestConstraints() {
    this.constraints = Constraints.parse(rows());
  }

  Constraints rowsRead() {
    return constraints;
  }

  /** Refuses what breaks the model, and what this region does not act upon. */
  void check(AwsRequest request) {
    constraints
        .message(RequestMembers.operation(request), request)
        .ifPresent(
            message -> {
              throw KmsFaults.validation(message);
            });
    RequestMembers.refuseOthers(request);
  }

  private static String rows() {
    try (InputStream rows = RequestConstraints.class.getResourceAsStream(ROWS)) {
      return new String(Objects.requireNonNull(rows, ROWS).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
