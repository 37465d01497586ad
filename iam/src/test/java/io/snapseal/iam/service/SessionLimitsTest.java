package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Origin;
import io.snapseal.iam.Session;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What sessions may not call, though their policies allow everything. */
class SessionLimitsTest {
  private static final String ROLE = IamFixture.arn("role", "ops");

  @TempDir private Path home;
  private IamFixture fixture;
  private Sessions sessions;
  private Caller alice;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    sessions = new Sessions(fixture.wrapping, new SecureRandom());
    IamClient iam = fixture.client();
    User user = iam.createUser(r -> r.userName("alice")).user();
    alice = IamFixture.user(user.arn(), user.userId());
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(IamFixture.ADMINISTRATOR));
    iam.createRole(r -> r.roleName("ops").assumeRolePolicyDocument(IamFixture.trust(user.arn())));
    iam.attachRolePolicy(r -> r.roleName("ops").policyArn(IamFixture.ADMINISTRATOR));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private StsClient sts(Caller caller) {
    return new StsService(fixture.state, sessions, fixture.authorizer, fixture.clock).as(caller);
  }

  private Caller in(Credentials credentials) {
    Session session =
        sessions.open(credentials.sessionToken(), fixture.clock.instant()).orElseThrow();
    return new Caller(
        session.identity(),
        session.principalId(),
        Optional.of(session),
        "us-east-1",
        Optional.empty(),
        Origin.local("request-3"));
  }

  private static void refusedByIam(ThrowingCallable call) {
    assertFault(
        call, "InvalidClientTokenId", 403, "The security token included in the request is invalid");
  }

  private static void refusedBySts(ThrowingCallable call, String operation) {
    assertFault(
        call, "AccessDenied", 403, "Cannot call " + operation + " with session credentials");
  }

  @Test
  void aUsersOwnSessionDoesNotReachIam() {
    Caller root = Caller.root(IamFixture.ACCOUNT, "us-east-1", "request-1");
    for (Caller owner : new Caller[] {alice, root}) {
      Caller session = in(sts(owner).getSessionToken().credentials());
      refusedByIam(() -> fixture.iam.as(session).listUsers());
      refusedByIam(() -> fixture.iam.as(session).getUser());
      StsClient sts = sts(session);
      assertThat(sts.getCallerIdentity().arn()).isEqualTo(owner.principalArn());
      refusedBySts(() -> sts.getSessionToken(), "GetSessionToken");
      refusedBySts(() -> sts.getFederationToken(r -> r.name("bob")), "GetFederationToken");
      refusedBySts(
          () -> sts.getAccessKeyInfo(r -> r.accessKeyId("AKIASOMETHING7777777")),
          "GetAccessKeyInfo");
    }
  }

  /** What the user itself may not do, it does as a role. */
  @Test
  void aUsersOwnSessionMayBecomeARole() {
    Caller session = in(sts(alice).getSessionToken().credentials());
    Caller role =
        in(sts(session).assumeRole(r -> r.roleArn(ROLE).roleSessionName("night")).credentials());
    assertThat(fixture.iam.as(role).listUsers().users()).hasSize(1);
    assertThat(sts(role).getCallerIdentity().arn()).contains("assumed-role/ops/night");
  }

  @Test
  void aFederatedUserReachesNeitherIamNorSts() {
    Caller bob =
        in(
            sts(alice)
                .getFederationToken(r -> r.name("bob").policy(IamFixture.ALLOW_ALL))
                .credentials());
    refusedByIam(() -> fixture.iam.as(bob).listUsers());
    StsClient sts = sts(bob);
    assertThat(sts.getCallerIdentity().arn()).endsWith("federated-user/bob");
    refusedBySts(() -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("night")), "AssumeRole");
    refusedBySts(() -> sts.getSessionToken(), "GetSessionToken");
  }
}
