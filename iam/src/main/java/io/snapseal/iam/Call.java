package io.snapseal.iam;

import io.snapseal.iam.Authorizer.Decided;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One call of an operation, as it ended.
 *
 * @param service the service's name as endpoints have it, for example {@code kms}
 * @param operation its name on the wire, for example {@code GenerateDataKey}
 * @param decisions what was decided about the caller's rights, in order; the last one may be a
 *     denial, and a request that was not well formed came to none
 * @param response what is answered, if it went well
 * @param error what is answered if not
 */
public record Call(
    Caller caller,
    String service,
    String operation,
    AwsRequest request,
    List<Decided> decisions,
    Optional<SdkPojo> response,
    Optional<Throwable> error) {
  public Call {
    decisions = List.copyOf(decisions);
  }
}
