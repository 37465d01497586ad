package io.snapseal.autopilot.aws;

import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** From what the SDK throws to a {@link Failure}. */
public final class Errors {
  /** A presigned URL is a bearer secret: its query never reaches a message. */
  private static final Pattern SIGNED_QUERY = Pattern.compile("\\?\\S*X-Amz-\\S*");

  private static final int SERVER_ERROR = 500;

  private Errors() {}

  public static Failure of(SdkException error) {
    return error instanceof AwsServiceException service ? ofService(service) : ofClient(error);
  }

  private static Failure ofService(AwsServiceException error) {
    AwsErrorDetails details = error.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String said = details == null || details.errorMessage() == null ? "" : details.errorMessage();
    String message = said.isEmpty() ? "HTTP status " + error.statusCode() : clean(said);
    Fault fault = Fault.of(code, message);
    if (fault != OwnFault.OTHER) {
      return fault.saying(message);
    }
    boolean transientError = error.statusCode() >= SERVER_ERROR;
    return new Failure(
        code.isEmpty() ? fault.code() : code,
        message,
        fault.cause(),
        fault.fix(),
        transientError ? Failure.Retry.BACKOFF : Failure.Retry.NEVER);
  }

  private static Failure ofClient(SdkException error) {
    String message = clean(String.valueOf(error.getMessage()));
    return message.contains("credentials")
        ? OwnFault.NO_CREDENTIALS.saying(message)
        : OwnFault.UNREACHABLE.saying(message);
  }

  private static String clean(String message) {
    String oneLine = message.replaceAll("\\s+", " ").strip();
    return SIGNED_QUERY.matcher(oneLine).replaceAll("?…");
  }
}
