package io.snapseal.iam.service;

import static java.util.Map.entry;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.model.Members;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** STS: temporary credentials, and who a caller is. */
public final class StsService {
  /**
   * What each operation needs. Whether a role may be assumed is decided by its trust policy and the
   * caller's policies together, in the operation; who calls may ask for a session of their own and
   * who they are without any permission (STS API reference, GetSessionToken, GetCallerIdentity).
   */
  static final Map<String, Permission> PERMISSIONS =
      Map.ofEntries(
          entry("AssumeRole", free()),
          entry("GetSessionToken", free()),
          entry("GetCallerIdentity", free()),
          entry("GetAccessKeyInfo", Permission.onAny("sts:GetAccessKeyInfo")),
          entry(
              "GetFederationToken",
              Permission.of(GetFederationTokenRequest.class, StsService::federation)));

  private final Authorizer authorizer;
  private final Function<Caller, CallerPolicies> policies;
  private final TemporaryCredentials credentials;

  /**
   * @param policies who a caller is to policies, and which of them it has
   */
  public StsService(
      StateStore state,
      Sessions sessions,
      Function<Caller, CallerPolicies> policies,
      Authorizer authorizer,
      Clock clock) {
    this.authorizer = authorizer;
    this.policies = policies;
    this.credentials = new TemporaryCredentials(state, sessions, clock);
  }

  /** STS for one caller. */
  public StsClient as(Caller caller) {
    return AuthorizedClient.of(
        StsClient.class,
        caller,
        authorizer,
        PERMISSIONS,
        StsFaults::accessDenied,
        request -> admit(caller, request),
        new ForCaller(caller, policies, credentials));
  }

  private static void admit(Caller caller, AwsRequest request) {
    SessionLimits.requireForSts(caller, Members.operation(request));
    StsRequests.ADMISSION.accept(request);
  }

  /** To tag a session needs the right to. */
  private static List<Need> federation(Caller caller, GetFederationTokenRequest request) {
    String arn = TemporaryCredentials.federatedArn(caller, request.name());
    Need token = new Need("sts:GetFederationToken", arn);
    return request.tags().isEmpty()
        ? List.of(token)
        : List.of(token, new Need("sts:TagSession", arn));
  }

  private static Permission free() {
    return new Permission((caller, request) -> List.of());
  }

  /** The operations, for one caller, once they are allowed. */
  record ForCaller(
      Caller caller, Function<Caller, CallerPolicies> policies, TemporaryCredentials credentials)
      implements StsClient {
    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
      return credentials.assumeRole(caller, policies.apply(caller), request);
    }

    @Override
    public GetSessionTokenResponse getSessionToken(GetSessionTokenRequest request) {
      return credentials.sessionToken(caller, policies.apply(caller), request);
    }

    @Override
    public GetFederationTokenResponse getFederationToken(GetFederationTokenRequest request) {
      return credentials.federationToken(caller, policies.apply(caller), request);
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
      return GetCallerIdentityResponse.builder()
          .account(caller.account())
          .arn(caller.principalArn())
          .userId(caller.principalId())
          .build();
    }

    @Override
    public GetAccessKeyInfoResponse getAccessKeyInfo(GetAccessKeyInfoRequest request) {
      return GetAccessKeyInfoResponse.builder()
          .account(credentials.accountOf(request.accessKeyId()))
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
