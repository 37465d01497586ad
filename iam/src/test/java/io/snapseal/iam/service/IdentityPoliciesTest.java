package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ACCOUNT;
import static io.snapseal.iam.service.IamFixture.ADMINISTRATOR;
import static io.snapseal.iam.service.IamFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.IdentityDocuments;
import io.snapseal.iam.policy.AccessRequest;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Evaluation;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.Policies;
import io.snapseal.iam.policy.Policies.Named;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

class IdentityPoliciesTest {
  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient iam;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    iam = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aUserHasItsOwnPoliciesAndThoseOfItsGroups() {
    String arn = fillAlice();

    IdentityDocuments alice = fixture.identities.of(ACCOUNT, arn).orElseThrow();

    assertThat(alice.identity())
        .extracting(Named::name)
        .containsExactly(
            "user_alice_a", "user_alice_b", ADMINISTRATOR, "group_ops_g", limitArn("seal"));
    assertThat(alice.boundary().map(Named::name)).contains(limitArn("limit"));
    assertThat(alice.tags()).containsEntry("team", "blue");
    assertThat(alice.id()).startsWith("AIDA");
    assertThat(fixture.identities.of(IamFixture.OTHER, arn)).isEmpty();
    assertThat(fixture.identities.of(ACCOUNT, arn.replace("alice", "ALICE"))).isEmpty();
    assertThat(fixture.identities.of(ACCOUNT, IamFixture.arn("group", "ops"))).isEmpty();
    assertThat(fixture.identities.of(ACCOUNT, "nonsense")).isEmpty();
  }

  /** All of it is there again when the server is. */
  @Test
  void everythingSurvivesARestart() {
    String arn = fillAlice();
    String key = iam.createAccessKey(r -> r.userName("alice")).accessKey().accessKeyId();
    var documents = fixture.identities.of(ACCOUNT, arn);
    var user = iam.getUser(r -> r.userName("alice"));
    var policy = iam.getPolicy(r -> r.policyArn(limitArn("seal")));
    var secret = fixture.identities.ownerOf(key).orElseThrow().secret();
    fixture.close();

    open();

    assertThat(fixture.identities.of(ACCOUNT, arn).orElseThrow().identity())
        .extracting(Named::name)
        .isEqualTo(documents.orElseThrow().identity().stream().map(Named::name).toList());
    assertThat(iam.getUser(r -> r.userName("alice"))).isEqualTo(user);
    assertThat(iam.getPolicy(r -> r.policyArn(limitArn("seal")))).isEqualTo(policy);
    assertThat(fixture.identities.ownerOf(key).orElseThrow().secret()).isEqualTo(secret);
  }

  @Test
  void theDefaultVersionIsWhatAPolicyMeans() {
    iam.createUser(r -> r.userName("alice"));
    String arn =
        iam.createPolicy(r -> r.policyName("p").policyDocument(policy("Allow", "kms:*", "*")))
            .policy()
            .arn();
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));
    assertThat(allows("kms:Decrypt")).isTrue();
    iam.createPolicyVersion(
        r -> r.policyArn(arn).policyDocument(policy("Allow", "rds:*", "*")).setAsDefault(false));
    assertThat(allows("kms:Decrypt")).isTrue();
    iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v2"));
    assertThat(allows("kms:Decrypt")).isFalse();
    assertThat(allows("rds:CopyDBSnapshot")).isTrue();
    iam.detachUserPolicy(r -> r.userName("alice").policyArn(arn));
    assertThat(allows("rds:CopyDBSnapshot")).isFalse();
  }

  /** Someone who can write the database must not lift a boundary by removing its policy. */
  @Test
  void aBoundaryWithoutItsPolicyAllowsNothing() {
    String limit =
        iam.createPolicy(r -> r.policyName("limit").policyDocument(IamFixture.ALLOW_ALL))
            .policy()
            .arn();
    iam.createUser(r -> r.userName("alice").permissionsBoundary(limit));
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(ADMINISTRATOR));
    assertThat(allows("kms:Decrypt")).isTrue();
    fixture.state.change(
        handle -> Directory.POLICIES.delete(handle, Directory.scope(ACCOUNT), "limit"));

    assertThat(allows("kms:Decrypt")).isFalse();
  }

  @Test
  void theLimitsOfASessionFailClosed() {
    List<Named> limits =
        fixture.identities.limits(
            List.of(policy("Allow", "kms:*", "*")), List.of(ADMINISTRATOR, limitArn("gone")));
    assertThat(limits)
        .extracting(Named::name)
        .containsExactly("session policy", ADMINISTRATOR, limitArn("gone"));
    assertThat(decided(List.of(), limits).outcome()).isEqualTo(Decision.Outcome.EXPLICIT_DENY);
  }

  private String fillAlice() {
    String seal = create("seal");
    String arn =
        iam.createUser(
                r ->
                    r.userName("alice")
                        .permissionsBoundary(create("limit"))
                        .tags(Tag.builder().key("team").value("blue").build()))
            .user()
            .arn();
    for (String name : List.of("b", "a")) {
      iam.putUserPolicy(
          r -> r.userName("alice").policyName(name).policyDocument(IamFixture.ALLOW_ALL));
    }
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(ADMINISTRATOR));
    iam.createGroup(r -> r.groupName("ops"));
    iam.putGroupPolicy(
        r -> r.groupName("ops").policyName("g").policyDocument(IamFixture.ALLOW_ALL));
    iam.attachGroupPolicy(r -> r.groupName("ops").policyArn(seal));
    iam.addUserToGroup(r -> r.groupName("ops").userName("alice"));
    return arn;
  }

  private String create(String name) {
    return iam.createPolicy(r -> r.policyName(name).policyDocument(IamFixture.ALLOW_ALL))
        .policy()
        .arn();
  }

  private static String limitArn(String name) {
    return IamFixture.arn("policy", name);
  }

  private boolean allows(String action) {
    IdentityDocuments alice =
        fixture.identities.of(ACCOUNT, IamFixture.arn("user", "alice")).orElseThrow();
    AccessRequest request = request(action);
    return Evaluation.evaluate(
            request,
            new Policies(
                alice.identity(),
                alice.boundary(),
                List.of(),
                List.of(),
                new Policies.NoPolicy(),
                Optional.empty()))
        .isAllowed();
  }

  private static Decision decided(List<Named> identity, List<Named> session) {
    return Evaluation.evaluate(
        request("kms:Decrypt"),
        new Policies(
            identity,
            Optional.empty(),
            session,
            List.of(),
            new Policies.NoPolicy(),
            Optional.empty()));
  }

  private static AccessRequest request(String action) {
    Identity who =
        new Identity(
            Identity.Kind.USER, ACCOUNT, IamFixture.arn("user", "alice"), Optional.empty());
    return new AccessRequest(who, action, "arn:aws:x:::y", ACCOUNT, Context.EMPTY);
  }
}
