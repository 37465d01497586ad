package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Session;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.policy.Identity;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.FederatedUser;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** Gives out sessions (IAM user guide, "Compare AWS STS credentials"). Durations are in seconds. */
final class TemporaryCredentials {
  private static final int HOUR = 3600;
  private static final int USUAL_USER_SESSION = 43_200;

  /** A federated user without session policies may do nothing but ask who it is. */
  private static final String NO_PERMISSIONS =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:GetCallerIdentity","Resource":"*"}]}""";

  private final StateStore state;
  private final Sessions sessions;
  private final RoleAssumption assumption;
  private final Clock clock;

  TemporaryCredentials(
      StateStore state, Sessions sessions, RoleAssumption assumption, Clock clock) {
    this.state = state;
    this.sessions = sessions;
    this.assumption = assumption;
    this.clock = clock;
  }

  AssumeRoleResponse assumeRole(Caller caller, AssumeRoleRequest request) {
    String name = request.roleSessionName();
    List<String> policies = StsChecks.policy(request.policy());
    List<String> policyArns = StsChecks.policyArns(request.policyArns(), request.policy());
    SessionTags tags =
        SessionTags.of(request.tags(), request.transitiveTagKeys(), caller.session());
    int seconds = duration(request.durationSeconds(), HOUR);
    Role role = assumption.role(caller, request.roleArn());
    requireWithin(role, caller, seconds);
    String account = EntityArn.parse(role.arn()).orElseThrow().account();
    requirePolicies(account, policyArns);
    String id = role.roleId() + ":" + name;
    Identity identity =
        new Identity(
            Identity.Kind.ROLE_SESSION,
            account,
            "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role.roleName(), name),
            Optional.of(role.arn()));
    Sessions.Issued issued =
        sessions.issue(
            new Sessions.Wanted(
                identity,
                id,
                role.roleId(),
                policies,
                policyArns,
                tags.tags(),
                tags.transitive(),
                sourceIdentity(request, caller),
                until(seconds)));
    return AssumeRoleResponse.builder()
        .credentials(shown(issued))
        .assumedRoleUser(AssumedRoleUser.builder().arn(identity.arn()).assumedRoleId(id).build())
        .packedPolicySize(
            policies.isEmpty() && policyArns.isEmpty() && tags.tags().isEmpty()
                ? null
                : issued.packed())
        .sourceIdentity(issued.session().sourceIdentity().orElse(null))
        .build();
  }

  /** A session of the user itself, as far as it goes without a second factor. */
  GetSessionTokenResponse sessionToken(Caller caller, GetSessionTokenRequest request) {
    refuseSecondFactor(request.serialNumber(), request.tokenCode());
    refuseSessions(caller, "GetSessionToken");
    int seconds = duration(request.durationSeconds(), USUAL_USER_SESSION);
    Sessions.Issued issued =
        sessions.issue(
            new Sessions.Wanted(
                caller.who(),
                caller.principalId(),
                caller.principalId(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                until(caller.isRoot() ? Math.min(seconds, HOUR) : seconds)));
    return GetSessionTokenResponse.builder().credentials(shown(issued)).build();
  }

  GetFederationTokenResponse federationToken(Caller caller, GetFederationTokenRequest request) {
    String name = request.name();
    refuseSessions(caller, "GetFederationToken");
    List<String> policies = StsChecks.policy(request.policy());
    List<String> policyArns = StsChecks.policyArns(request.policyArns(), request.policy());
    requirePolicies(caller.account(), policyArns);
    int seconds = duration(request.durationSeconds(), USUAL_USER_SESSION);
    Identity identity =
        new Identity(
            Identity.Kind.FEDERATED_USER,
            caller.account(),
            federatedArn(caller, name),
            Optional.of(caller.principalArn()));
    String id = caller.account() + ":" + name;
    Sessions.Issued issued =
        sessions.issue(
            new Sessions.Wanted(
                identity,
                id,
                caller.principalId(),
                policies.isEmpty() && policyArns.isEmpty() ? List.of(NO_PERMISSIONS) : policies,
                policyArns,
                StsChecks.tags(request.tags()),
                List.of(),
                Optional.empty(),
                until(caller.isRoot() ? Math.min(seconds, HOUR) : seconds)));
    return GetFederationTokenResponse.builder()
        .credentials(shown(issued))
        .federatedUser(FederatedUser.builder().arn(identity.arn()).federatedUserId(id).build())
        .packedPolicySize(issued.packed())
        .build();
  }

  /** The account of a long-term key that is kept here. */
  String accountOf(String id) {
    return state
        .read(handle -> Directory.ACCESS_KEYS.find(handle, Directory.ACCESS_KEY_SCOPE, id))
        .map(key -> key.internal().account())
        .orElseThrow(() -> StsFaults.validation("There is no access key " + id + "."));
  }

  static String federatedArn(Caller caller, String name) {
    return "arn:aws:sts::%s:federated-user/%s".formatted(caller.account(), name);
  }

  private static int duration(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  /** There are no devices here, so no code of one is right. */
  static void refuseSecondFactor(@Nullable String serial, @Nullable String code) {
    if (serial != null || code != null) {
      throw StsFaults.accessDenied(
          "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");
    }
  }

  private static void refuseSessions(Caller caller, String operation) {
    Identity.Kind kind = caller.who().kind();
    if (caller.session().isPresent()
        || (kind != Identity.Kind.USER && kind != Identity.Kind.ROOT)) {
      throw StsFaults.accessDenied("Cannot call " + operation + " with session credentials");
    }
  }

  private static void requireWithin(Role role, Caller caller, int seconds) {
    if (caller.who().kind() == Identity.Kind.ROLE_SESSION && seconds > HOUR) {
      throw StsFaults.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
    }
    if (seconds > role.maxSessionDuration()) {
      throw StsFaults.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
  }

  /** A session may be limited by AWS's managed policies and those of its own account. */
  private void requirePolicies(String account, List<String> arns) {
    for (String arn : arns) {
      boolean there =
          state
              .read(handle -> Directory.policy(handle, arn))
              .filter(
                  policy ->
                      Directory.isAwsManaged(policy) || policy.scope().account().equals(account))
              .isPresent();
      if (!there) {
        throw StsFaults.validation("Policy " + arn + " does not exist or is not attachable.");
      }
    }
  }

  /** Once said, it stays through all roles assumed from there. */
  private static Optional<String> sourceIdentity(AssumeRoleRequest request, Caller caller) {
    Optional<String> said = caller.session().flatMap(Session::sourceIdentity);
    if (request.sourceIdentity() == null) {
      return said;
    }
    if (said.isPresent() && !said.get().equals(request.sourceIdentity())) {
      throw StsFaults.accessDenied(
          "The source identity is already set for this assume role session");
    }
    return Optional.of(request.sourceIdentity());
  }

  private Instant until(int seconds) {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond() + seconds);
  }

  private static Credentials shown(Sessions.Issued issued) {
    return Credentials.builder()
        .accessKeyId(issued.session().accessKeyId())
        .secretAccessKey(issued.session().secret().reveal())
        .sessionToken(issued.token())
        .expiration(issued.session().expiry())
        .build();
  }
}
