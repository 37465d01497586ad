package io.snapseal.iam.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Origin;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.SecretKey;
import io.snapseal.iam.Session;
import io.snapseal.iam.Trail;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.IdentityPolicies;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.service.DirectoryIdentities;
import io.snapseal.state.StateStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/** Organizations on real state in a directory; opened again it is the same after a restart. */
final class OrganizationFixture implements AutoCloseable {
  static final String MANAGEMENT = "123456789012";
  static final String ROLE = "OrganizationAccountAccessRole";
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  final StateStore state;
  final Memberships memberships;
  final Authorizer authorizer;
  final Organizations organizations;

  OrganizationFixture(Path home) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    state = StateStore.open(home.resolve("state.db"));
    memberships = new Memberships(state);
    authorizer =
        new Authorizer(
            new DirectoryIdentities(new IdentityPolicies(state, new NoSecrets()), memberships),
            clock,
            Trail.NONE);
    organizations = new Organizations(state, authorizer, clock, new SecureRandom());
  }

  /** Nothing here has a secret. */
  private record NoSecrets() implements SecretWrapping {
    @Override
    public byte[] wrap(String name, byte[] secret) {
      throw new IllegalStateException(name);
    }

    @Override
    public byte[] unwrap(String name, byte[] wrapped) {
      throw new IllegalStateException(name);
    }
  }

  static Caller root(String account) {
    return Caller.root(account, "us-east-1", "request-1");
  }

  OrganizationsClient client() {
    return client(MANAGEMENT);
  }

  OrganizationsClient client(String account) {
    return organizations.as(root(account));
  }

  /** An organization in which service control policies are in force; the id of its root. */
  String controlled() {
    client().createOrganization(r -> {});
    String root = client().listRoots(r -> {}).roots().get(0).id();
    client().enablePolicyType(r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
    return root;
  }

  String unit(String parent, String name) {
    return client()
        .createOrganizationalUnit(r -> r.parentId(parent).name(name))
        .organizationalUnit()
        .id();
  }

  /** A new account, under the root. */
  String account(String name) {
    return client()
        .createAccount(r -> r.accountName(name).email(name + "@example.com"))
        .createAccountStatus()
        .accountId();
  }

  /** A new account, under that OU. */
  String account(String name, String root, String unit) {
    String id = account(name);
    client().moveAccount(r -> r.accountId(id).sourceParentId(root).destinationParentId(unit));
    return id;
  }

  String policy(String name, String content) {
    return client()
        .createPolicy(
            r ->
                r.name(name)
                    .description("")
                    .type(PolicyType.SERVICE_CONTROL_POLICY)
                    .content(content))
        .policy()
        .policySummary()
        .id();
  }

  void attach(String policy, String target) {
    client().attachPolicy(r -> r.policyId(policy).targetId(target));
  }

  void detach(String policy, String target) {
    client().detachPolicy(r -> r.policyId(policy).targetId(target));
  }

  static String statement(String effect, String action) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"*"}]}"""
        .formatted(effect, action);
  }

  /**
   * The administrator of a member account: a session of the role that the account was made with.
   */
  Caller administrator(String account) {
    String arn = "arn:aws:iam::" + account + ":role/" + ROLE;
    String id = state.read(handle -> Directory.role(handle, arn)).orElseThrow().shown().roleId();
    Identity who = Identity.session(account, ROLE, "visit");
    Session session =
        new Session(
            "ASIAEXAMPLE1234567890",
            SecretKey.of("secret"),
            who,
            id + ":visit",
            id,
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            Optional.empty(),
            NOW.plusSeconds(3600));
    return new Caller(
        who,
        session.principalId(),
        Optional.of(session),
        "us-east-1",
        Optional.empty(),
        Origin.local("request-2"));
  }

  /** Why a caller may not do that; empty if it may. */
  Optional<String> denial(Caller caller, String action) {
    return authorizer.decide(caller, new Need(action, "*")).denial();
  }

  static void assertFails(ThrowingCallable call, String code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(400);
            });
  }

  @Override
  public void close() {
    state.close();
  }
}
