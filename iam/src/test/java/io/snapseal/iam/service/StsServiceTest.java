package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ACCOUNT;
import static io.snapseal.iam.service.IamFixture.ADMINISTRATOR;
import static io.snapseal.iam.service.IamFixture.ALLOW_ALL;
import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.policy;
import static io.snapseal.iam.service.IamFixture.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.snapseal.iam.AccessKey;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Origin;
import io.snapseal.iam.Session;
import io.snapseal.iam.directory.AccessKeyUses;
import io.snapseal.iam.policy.Identity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.ProvidedContext;
import software.amazon.awssdk.services.sts.model.Tag;

class StsServiceTest {
  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient iam;
  private Sessions sessions;
  private Caller alice;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    iam = fixture.client();
    sessions = new Sessions(fixture.wrapping, new SecureRandom());
    User user = iam.createUser(r -> r.userName("alice")).user();
    alice = IamFixture.user(user.arn(), user.userId());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private StsClient sts(Caller caller) {
    return new StsService(fixture.state, sessions, fixture.authorizer, fixture.clock).as(caller);
  }

  private Role role(String name, String trust) {
    return iam.createRole(
            r ->
                r.roleName(name)
                    .path("/x/")
                    .assumeRolePolicyDocument(trust)
                    .maxSessionDuration(7200))
        .role();
  }

  private AssumeRoleResponse assume(
      StsClient sts, String role, Consumer<AssumeRoleRequest.Builder> more) {
    return sts.assumeRole(
        r -> more.accept(r.roleArn(IamFixture.arn("role", "x/" + role)).roleSessionName("night")));
  }

  private Session opened(AssumeRoleResponse response) {
    return sessions
        .open(response.credentials().sessionToken(), fixture.clock.instant())
        .orElseThrow();
  }

  private static Caller in(Session session) {
    return in(session, session.identity());
  }

  private static Caller in(Session session, Identity who) {
    return new Caller(
        who,
        session.principalId(),
        Optional.of(session),
        "us-east-1",
        Optional.empty(),
        Origin.local("request-3"));
  }

  private static String denied(Caller caller, String action, String role) {
    return "User: %s is not authorized to perform: %s on resource: %s"
        .formatted(caller.principalArn(), action, IamFixture.arn("role", "x/" + role));
  }

  @Test
  void whoIsTrustedByNameAssumesTheRole() {
    Role role = role("sealer", trust(alice.principalArn()));

    AssumeRoleResponse response =
        assume(sts(alice), "sealer", r -> r.policy(policy("Allow", "kms:*", "*")));

    assertThat(response.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/sealer/night");
    assertThat(response.assumedRoleUser().assumedRoleId()).isEqualTo(role.roleId() + ":night");
    assertThat(response.packedPolicySize()).isPositive();
    assertThat(response.credentials().expiration())
        .isEqualTo(fixture.clock.instant().plusSeconds(3600));
    Session session = opened(response);
    assertThat(session.accessKeyId()).isEqualTo(response.credentials().accessKeyId());
    assertThat(session.secret().reveal()).isEqualTo(response.credentials().secretAccessKey());
    assertThat(session.identity())
        .isEqualTo(
            new Identity(
                Identity.Kind.ROLE_SESSION,
                ACCOUNT,
                response.assumedRoleUser().arn(),
                Optional.of(role.arn())));
    assertThat(session.policies()).containsExactly(policy("Allow", "kms:*", "*"));
    fixture.clock.advance(Duration.ofHours(1));
    assertThat(sessions.open(response.credentials().sessionToken(), fixture.clock.instant()))
        .isEmpty();
  }

  @Test
  void whoIsTrustedByAccountNeedsAPolicyOfItsOwn() {
    role("sealer", trust(ACCOUNT));
    assertFault(
        () -> assume(sts(alice), "sealer", r -> {}),
        "AccessDenied",
        403,
        denied(alice, "sts:AssumeRole", "sealer")
            + " because no identity-based policy allows the sts:AssumeRole action");
    iam.putUserPolicy(
        r ->
            r.userName("alice")
                .policyName("assume")
                .policyDocument(
                    policy("Allow", "sts:AssumeRole", IamFixture.arn("role", "x/sealer"))));
    assertThat(assume(sts(alice), "sealer", r -> {}).packedPolicySize()).isNull();
    iam.putUserPolicy(
        r -> r.userName("alice").policyName("no").policyDocument(policy("Deny", "sts:*", "*")));
    assertFault(
        () -> assume(sts(alice), "sealer", r -> {}),
        "AccessDenied",
        403,
        denied(alice, "sts:AssumeRole", "sealer")
            + " with an explicit deny in an identity-based policy");
  }

  @Test
  void whoIsNotTrustedOrRootOrAsksForNothingIsDenied() {
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(ADMINISTRATOR));
    role("sealer", trust(IamFixture.OTHER));
    assertFault(
        () -> assume(sts(alice), "sealer", r -> {}),
        "AccessDenied",
        403,
        denied(alice, "sts:AssumeRole", "sealer")
            + " because no role trust policy allows the sts:AssumeRole action");
    assertFault(
        () -> assume(sts(alice), "none", r -> {}),
        "AccessDenied",
        403,
        denied(alice, "sts:AssumeRole", "none"));
    Caller root = Caller.root(ACCOUNT, "us-east-1", "request-1");
    assertFault(
        () -> assume(sts(root), "sealer", r -> {}),
        "AccessDenied",
        403,
        "Roles may not be assumed by root accounts.");
  }

  @Test
  void anotherAccountsUserNeedsBothSides() {
    User bob = fixture.client(IamFixture.OTHER).createUser(r -> r.userName("bob")).user();
    Caller caller = IamFixture.user(bob.arn(), bob.userId());
    role("sealer", trust(bob.arn()));
    assertFault(
        () -> assume(sts(caller), "sealer", r -> {}),
        "AccessDenied",
        403,
        denied(caller, "sts:AssumeRole", "sealer")
            + " because no identity-based policy allows the sts:AssumeRole action");
    fixture
        .client(IamFixture.OTHER)
        .putUserPolicy(r -> r.userName("bob").policyName("all").policyDocument(ALLOW_ALL));
    assertThat(opened(assume(sts(caller), "sealer", r -> {})).identity().account())
        .isEqualTo(ACCOUNT);
  }

  @Test
  void theExternalIdMustBeTheAgreedOne() {
    role(
        "sealer",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole",
         "Condition":{"StringEquals":{"sts:ExternalId":"agreed"}}}]}"""
            .formatted(alice.principalArn()));
    assume(sts(alice), "sealer", r -> r.externalId("agreed"));
    for (String wrong : new String[] {"Agreed", "other"}) {
      assertFault(
          () -> assume(sts(alice), "sealer", r -> r.externalId(wrong)),
          "AccessDenied",
          403,
          denied(alice, "sts:AssumeRole", "sealer")
              + " because no role trust policy allows the sts:AssumeRole action");
    }
  }

  @Test
  void trustMayAskForTagsOfTheUserAndOfTheRole() {
    String condition =
        """
        ,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"${iam:ResourceTag/team}","aws:username":"alice"}}}]}""";
    role("sealer", trust(alice.principalArn()).replace("}]}", condition));
    iam.tagRole(
        r ->
            r.roleName("sealer")
                .tags(
                    software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key("team")
                        .value("blue")
                        .build()));
    for (String team : new String[] {"red", "blue"}) {
      iam.tagUser(
          r ->
              r.userName("alice")
                  .tags(
                      software.amazon.awssdk.services.iam.model.Tag.builder()
                          .key("team")
                          .value(team)
                          .build()));
      if (team.equals("blue")) {
        assume(sts(alice), "sealer", r -> {});
      } else {
        assertFault(
            () -> assume(sts(alice), "sealer", r -> {}),
            "AccessDenied",
            403,
            denied(alice, "sts:AssumeRole", "sealer")
                + " because no role trust policy allows the sts:AssumeRole action");
      }
    }
  }

  @Test
  void aSessionLastsAsLongAsTheRoleAllows() {
    role("sealer", trust(alice.principalArn()));
    assertThat(opened(assume(sts(alice), "sealer", r -> r.durationSeconds(7200))).expiry())
        .isEqualTo(fixture.clock.instant().plusSeconds(7200));
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.durationSeconds(7201)),
        "ValidationError",
        400,
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.durationSeconds(899)),
        "ValidationError",
        400,
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.durationSeconds(43201)),
        "ValidationError",
        400,
        "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200");
  }

  @Test
  void aChainedRoleLastsAnHourAndKeepsTransitiveTags() {
    String tagging =
        trust(alice.principalArn())
            .replace("\"sts:AssumeRole\"", "[\"sts:AssumeRole\",\"sts:TagSession\"]");
    Role first = role("first", tagging);
    role("second", trust(first.arn()).replace("\"sts:AssumeRole\"", "\"sts:*\""));
    role("untagged", trust(first.arn()));
    Session session =
        opened(
            assume(
                sts(alice),
                "first",
                r -> r.tags(tag("Team", "blue"), tag("only", "here")).transitiveTagKeys("team")));
    StsClient chained = sts(in(session));

    Session second = opened(assume(chained, "second", r -> {}));
    assertThat(second.tags()).isEqualTo(Map.of("Team", "blue"));
    assertThat(second.transitiveTags()).containsExactly("Team");
    assertFault(
        () -> assume(chained, "untagged", r -> {}),
        "AccessDenied",
        403,
        denied(in(session), "sts:TagSession", "untagged")
            + " because no role trust policy allows the sts:TagSession action");
    assertFault(
        () -> assume(chained, "second", r -> r.durationSeconds(3601)),
        "ValidationError",
        400,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
    assertFault(
        () -> assume(chained, "second", r -> r.tags(tag("TEAM", "red"))),
        "InvalidParameterValue",
        400,
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
  }

  @Test
  void tagsMustBeAllowedToo() {
    role("sealer", trust(alice.principalArn()));
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.tags(tag("a", "b"))),
        "AccessDenied",
        403,
        denied(alice, "sts:TagSession", "sealer")
            + " because no role trust policy allows the sts:TagSession action");
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.transitiveTagKeys("a")),
        "InvalidParameterValue",
        400,
        "The specified transitive tag key must be included in the requested tags.");
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.sourceIdentity("alice")),
        "AccessDenied",
        403,
        denied(alice, "sts:SetSourceIdentity", "sealer")
            + " because no role trust policy allows the sts:SetSourceIdentity action");
  }

  /** Whoever it began with stays to be seen through all roles. */
  @Test
  void aSourceIdentityIsKeptAndNotChanged() {
    String[] actions = {"\"sts:AssumeRole\"", "[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]"};
    Role first = role("first", trust(alice.principalArn()).replace(actions[0], actions[1]));
    role("second", trust(first.arn()).replace(actions[0], actions[1]));
    Session session = opened(assume(sts(alice), "first", r -> r.sourceIdentity("alice")));
    StsClient chained = sts(in(session));

    assertThat(assume(chained, "second", r -> {}).sourceIdentity()).isEqualTo("alice");
    assertThat(opened(assume(chained, "second", r -> {})).sourceIdentity()).contains("alice");
    assertFault(
        () -> assume(chained, "second", r -> r.sourceIdentity("eve")),
        "AccessDenied",
        403,
        "The source identity is already set for this assume role session");
  }

  /** A session limited to less must not get more by assuming its own role again. */
  @Test
  void aSessionPolicyLimitsWhatItsHolderAssumes() {
    Role first = role("first", trust(alice.principalArn()));
    role("second", trust(first.arn()));
    Session limited =
        opened(assume(sts(alice), "first", r -> r.policy(policy("Allow", "kms:*", "*"))));
    Caller caller = in(limited);
    assertFault(
        () -> assume(sts(caller), "second", r -> {}),
        "AccessDenied",
        403,
        denied(caller, "sts:AssumeRole", "second")
            + " because no session policy allows the sts:AssumeRole action");
  }

  /** Who was trusted for a role that is gone is not trusted for the one that has its name now. */
  @Test
  void aSessionOfADeletedRoleIsNobodys() {
    Role first = role("first", trust(alice.principalArn()));
    role("second", trust(first.arn()));
    AssumeRoleResponse old = assume(sts(alice), "first", r -> {});
    assertThat(signs(old)).isTrue();
    iam.deleteRole(r -> r.roleName("first"));
    assertThat(signs(old)).isFalse();
    role("first", trust(alice.principalArn()));
    assertThat(signs(old)).isFalse();
    assertThat(signs(assume(sts(alice), "first", r -> {}))).isTrue();
  }

  private boolean signs(AssumeRoleResponse response) {
    AccessKey root = AccessKey.random(new SecureRandom());
    return new SignedCallers(
            ACCOUNT,
            root,
            fixture.identities,
            fixture.memberships,
            sessions,
            new AccessKeyUses(fixture.state, fixture.clock))
        .sessionOf(response.credentials().accessKeyId(), response.credentials().sessionToken())
        .isPresent();
  }

  @Test
  void sessionPoliciesAreReadAndMustExist() {
    role("sealer", trust(alice.principalArn()));
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.policy("{}")),
        "MalformedPolicyDocument",
        400,
        "Syntax errors in policy. A policy must have a Statement.");
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.policy(IamFixture.sized(2049))),
        "ValidationError",
        400,
        "1 validation error detected: Value '"
            + IamFixture.sized(2049)
            + "' at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048");
    String gone = IamFixture.arn("policy", "gone");
    assertFault(
        () ->
            assume(
                sts(alice),
                "sealer",
                r -> r.policyArns(PolicyDescriptorType.builder().arn(gone).build())),
        "ValidationError",
        400,
        "Policy " + gone + " does not exist or is not attachable.");
    assertThat(
            opened(
                    assume(
                        sts(alice),
                        "sealer",
                        r ->
                            r.policyArns(
                                PolicyDescriptorType.builder().arn(ADMINISTRATOR).build())))
                .policyArns())
        .containsExactly(ADMINISTRATOR);
  }

  @Test
  void whatIsNoSessionNameIsRefused() {
    for (String name : new String[] {"a", "a b", "a/b", "a".repeat(65)}) {
      assertThat(catchThrowable(() -> assume(sts(alice), "sealer", r -> r.roleSessionName(name))))
          .hasMessageContaining("at 'roleSessionName' failed to satisfy constraint");
    }
    assertFault(
        () -> sts(alice).assumeRole(r -> {}),
        "ValidationError",
        400,
        "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null");
    assertFault(
        () -> assume(sts(alice), "sealer", r -> r.serialNumber("arn:aws:iam::1:mfa/a")),
        "AccessDenied",
        403,
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");
    assertFault(
        () ->
            assume(
                sts(alice),
                "sealer",
                r ->
                    r.providedContexts(
                        ProvidedContext.builder().contextAssertion("it's me").build())),
        "InvalidParameterValue",
        400,
        "ProvidedContexts is not supported in this region.");
  }

  @Test
  void aUserGetsASessionOfItself() {
    var credentials = sts(alice).getSessionToken(r -> r.durationSeconds(900)).credentials();
    Session session =
        sessions.open(credentials.sessionToken(), fixture.clock.instant()).orElseThrow();
    assertThat(session.identity().arn()).isEqualTo(alice.principalArn());
    assertThat(session.principalId()).isEqualTo(alice.principalId());
    assertThat(
            session.isOf(fixture.identities.of(ACCOUNT, alice.principalArn()).orElseThrow().id()))
        .isTrue();
    assertThat(session.expiry()).isEqualTo(fixture.clock.instant().plusSeconds(900));
    assertFault(
        () -> sts(in(session)).getSessionToken(),
        "AccessDenied",
        403,
        "Cannot call GetSessionToken with session credentials");
    Caller root = Caller.root(ACCOUNT, "us-east-1", "request-1");
    assertThat(sts(root).getSessionToken().credentials().expiration())
        .isEqualTo(fixture.clock.instant().plusSeconds(3600));
  }

  @Test
  void aFederatedUserHasOnlyWhatItIsGiven() {
    Caller root = Caller.root(ACCOUNT, "us-east-1", "request-1");
    var response = sts(root).getFederationToken(r -> r.name("bob"));
    assertThat(response.federatedUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:federated-user/bob");
    assertThat(response.federatedUser().federatedUserId()).isEqualTo("123456789012:bob");
    Session session =
        sessions.open(response.credentials().sessionToken(), fixture.clock.instant()).orElseThrow();
    assertThat(session.identity().kind()).isEqualTo(Identity.Kind.FEDERATED_USER);
    assertThat(session.policies()).hasSize(1);
    assertThat(session.policies().get(0)).contains("sts:GetCallerIdentity");
    assertFault(
        () -> sts(alice).getFederationToken(r -> r.name("bob")),
        "AccessDenied",
        403,
        "User: "
            + alice.principalArn()
            + " is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::123456789012:federated-user/bob because no identity-based policy allows the sts:GetFederationToken action");
  }

  @Test
  void everyoneMayAskWhoTheyAre() {
    assertThat(sts(alice).getCallerIdentity().arn()).isEqualTo(alice.principalArn());
    String id = iam.createAccessKey(r -> r.userName("alice")).accessKey().accessKeyId();
    StsClient root = sts(Caller.root(ACCOUNT, "us-east-1", "request-1"));
    assertThat(root.getAccessKeyInfo(r -> r.accessKeyId(id)).account()).isEqualTo(ACCOUNT);
    assertFault(
        () -> root.getAccessKeyInfo(r -> r.accessKeyId("AKIANOBODYNOBODYNOBO")),
        "ValidationError",
        400,
        "There is no access key AKIANOBODYNOBODYNOBO.");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
