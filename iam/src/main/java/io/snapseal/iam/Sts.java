package io.snapseal.iam;

import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/** STS, as far as it stands: a caller may ask who it is. */
public final class Sts {
  /**
   * What each operation needs. GetCallerIdentity works for everyone who signs (STS API reference).
   */
  static final Map<String, Permission> PERMISSIONS =
      Map.of("GetCallerIdentity", Permission.onAny("sts:GetCallerIdentity"));

  private final Authorizer authorizer;

  public Sts(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** STS for one caller. */
  public StsClient as(Caller caller) {
    Function<String, RuntimeException> accessDenied = Sts::accessDenied;
    return AuthorizedClient.of(
        StsClient.class, caller, authorizer, PERMISSIONS, accessDenied, new ForCaller(caller));
  }

  private static RuntimeException accessDenied(String sentence) {
    return StsException.builder()
        .message(sentence)
        .statusCode(403)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName("Sts")
                .errorCode("AccessDenied")
                .errorMessage(sentence)
                .build())
        .build();
  }

  private record ForCaller(Caller caller) implements StsClient {
    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
      return GetCallerIdentityResponse.builder()
          .account(caller.account())
          .arn(caller.principalArn())
          .userId(caller.principalId())
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
