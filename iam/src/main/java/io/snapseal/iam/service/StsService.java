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
  private final Authorizer authorizer;
  private final Map<String, Permission> permissions;
  private final TemporaryCredentials credentials;

  /**
   * @param authorizer decides on what each operation needs, of a role's trust policy too
   */
  public StsService(StateStore state, Sessions sessions, Authorizer authorizer, Clock clock) {
    RoleAssumption assumption = new RoleAssumption(state);
    this.authorizer = authorizer;
    this.permissions = permissions(assumption);
    this.credentials = new TemporaryCredentials(state, sessions, assumption, clock);
  }

  /**
   * What each operation needs. Who calls may ask for a session of their own and who they are
   * without any permission (STS API reference, GetSessionToken, GetCallerIdentity).
   */
  private static Map<String, Permission> permissions(RoleAssumption assumption) {
    return Map.ofEntries(
        entry("AssumeRole", Permission.of(AssumeRoleRequest.class, assumption::needs)),
        entry("GetSessionToken", free()),
        entry("GetCallerIdentity", free()),
        entry("GetAccessKeyInfo", Permission.onAny("sts:GetAccessKeyInfo")),
        entry(
            "GetFederationToken",
            Permission.of(GetFederationTokenRequest.class, StsService::federation)));
  }

  /** What each operation needs, by its name on the wire. */
  Map<String, Permission> permissions() {
    return permissions;
  }

  /** STS for one caller. */
  public StsClient as(Caller caller) {
    return AuthorizedClient.of(
        StsClient.class,
        caller,
        authorizer,
        permissions,
        StsFaults::accessDenied,
        request -> admit(caller, request),
        new ForCaller(caller, credentials));
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
  record ForCaller(Caller caller, TemporaryCredentials credentials) implements StsClient {
    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
      return credentials.assumeRole(caller, request);
    }

    @Override
    public GetSessionTokenResponse getSessionToken(GetSessionTokenRequest request) {
      return credentials.sessionToken(caller, request);
    }

    @Override
    public GetFederationTokenResponse getFederationToken(GetFederationTokenRequest request) {
      return credentials.federationToken(caller, request);
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
