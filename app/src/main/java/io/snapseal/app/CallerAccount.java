package io.snapseal.app;

import io.snapseal.autopilot.aws.OwnFault;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The account that credentials belong to (STS API reference, GetCallerIdentity): whoever cannot ask
 * this cannot do anything else, so here it is told why.
 */
final class CallerAccount {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  /** STS's answers, beside those of status 401 and 403, that are about the credentials. */
  private static final Set<String> ABOUT_CREDENTIALS =
      Set.of("ExpiredToken", "ExpiredTokenException", "IncompleteSignature");

  private static final String CHECK_ENDPOINT =
      "Check the endpoint: it must speak AWS's API for RDS, KMS and STS.";

  private final String place;
  private final String whatToStart;

  /**
   * @param place who is asked, for a person
   * @param whatToStart what to do if nobody answers there
   */
  CallerAccount(String place, String whatToStart) {
    this.place = place;
    this.whatToStart = whatToStart;
  }

  /**
   * The account.
   *
   * @throws UserError with exit code 4 if there are no credentials, if they are not accepted, or if
   *     there is no answer such as AWS gives
   */
  String of(AwsCredentialsProvider credentials, StsClient sts) {
    try {
      requireSome(credentials);
      String account = sts.getCallerIdentity().account();
      if (account != null) {
        return account;
      }
    } catch (AwsServiceException e) {
      throw refused(e);
    } catch (SdkClientException e) {
      throw unreachable(OwnFault.UNREACHABLE.code(), "cannot reach " + place, e, whatToStart);
    }
    throw new UserError(
        ExitCode.UNREACHABLE, notLikeAws("an answer without an account"), CHECK_ENDPOINT);
  }

  /** Providers throw many things where a profile asks for what this build has not. */
  private static void requireSome(AwsCredentialsProvider credentials) {
    try {
      credentials.resolveCredentials();
    } catch (AwsServiceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreachable(
          OwnFault.NO_CREDENTIALS.code(),
          OwnFault.NO_CREDENTIALS.cause(),
          e,
          OwnFault.NO_CREDENTIALS.fix());
    }
  }

  private UserError refused(AwsServiceException e) {
    String code = code(e.awsErrorDetails());
    String said = said(e);
    if (e.statusCode() >= SERVER_ERROR || e.isThrottlingException()) {
      return error(
          code,
          place + " does not answer at the moment: " + said,
          "Try again in a moment. If it stays, see the AWS Health Dashboard or the region's log.");
    }
    if (e.statusCode() == UNAUTHORIZED
        || e.statusCode() == FORBIDDEN
        || ABOUT_CREDENTIALS.contains(code)) {
      return error(
          code,
          "the credentials are not accepted: " + said,
          "Check the access key, the profile and this machine's clock.");
    }
    return error(code, notLikeAws(said), CHECK_ENDPOINT);
  }

  private String notLikeAws(String said) {
    return place + " does not answer as AWS does: " + said;
  }

  private static UserError error(String code, String cause, String fix) {
    return code.isEmpty()
        ? new UserError(ExitCode.UNREACHABLE, cause, fix)
        : new UserError(ExitCode.UNREACHABLE, code, cause, fix);
  }

  private static UserError unreachable(String code, String what, RuntimeException e, String fix) {
    return new UserError(ExitCode.UNREACHABLE, code, what + ": " + firstLine(e.getMessage()), fix);
  }

  private static String code(@Nullable AwsErrorDetails details) {
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String said(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorMessage() == null || details.errorMessage().isBlank()
        ? "HTTP status " + e.statusCode()
        : firstLine(details.errorMessage());
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("");
  }
}
