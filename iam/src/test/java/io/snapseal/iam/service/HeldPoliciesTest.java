package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ADMINISTRATOR;
import static io.snapseal.iam.service.IamFixture.ALLOW_ALL;
import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.assertNoSuchEntity;
import static io.snapseal.iam.service.IamFixture.sized;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

class HeldPoliciesTest {
  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient iam;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    iam = fixture.client();
    iam.createUser(r -> r.userName("alice"));
    iam.createGroup(r -> r.groupName("ops"));
    iam.createRole(
        r -> r.roleName("sealer").assumeRolePolicyDocument(IamFixture.trust("123456789012")));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void put(String name, String document) {
    iam.putUserPolicy(r -> r.userName("alice").policyName(name).policyDocument(document));
  }

  @Test
  void anInlinePolicyIsShownAsRfc3986Encodes() {
    String document =
        """
        {"Version":"2012-10-17", "Statement":[{"Effect":"Allow","Action":"s3:Get*",
          "Resource":"arn:aws:s3:::a~b/${aws:username}/*"}]}""";
    put("mine", document);

    String shown = iam.getUserPolicy(r -> r.userName("ALICE").policyName("mine")).policyDocument();
    assertThat(shown).contains("%20", "%2A", "~", "%0A").doesNotContain("+", "*", " ");
    assertThat(URLDecoder.decode(shown, StandardCharsets.UTF_8)).isEqualTo(document);
    put("mine", ALLOW_ALL);
    assertThat(iam.listUserPolicies(r -> r.userName("alice")).policyNames())
        .containsExactly("mine");
  }

  @Test
  void whatIsNotThereIsNamed() {
    String user = "The user policy with name none cannot be found.";
    assertNoSuchEntity(() -> iam.getUserPolicy(r -> r.userName("alice").policyName("none")), user);
    assertNoSuchEntity(
        () -> iam.deleteUserPolicy(r -> r.userName("alice").policyName("none")), user);
    assertNoSuchEntity(
        () -> iam.getRolePolicy(r -> r.roleName("sealer").policyName("none")),
        "The role policy with name none cannot be found.");
    assertNoSuchEntity(
        () -> iam.getGroupPolicy(r -> r.groupName("ops").policyName("none")),
        "The group policy with name none cannot be found.");
    String arn = IamFixture.arn("policy", "none");
    assertNoSuchEntity(
        () -> iam.attachRolePolicy(r -> r.roleName("sealer").policyArn(arn)),
        "Policy " + arn + " does not exist or is not attachable.");
    assertNoSuchEntity(
        () -> iam.detachRolePolicy(r -> r.roleName("sealer").policyArn(arn)),
        "Policy " + arn + " was not found.");
    assertNoSuchEntity(
        () -> iam.attachUserPolicy(r -> r.userName("alice").policyArn(ADMINISTRATOR + "2")),
        "Policy " + ADMINISTRATOR + "2 does not exist or is not attachable.");
    assertFault(
        () -> iam.attachUserPolicy(r -> r.userName("alice").policyArn("AdministratorAccess---")),
        "InvalidInput",
        400,
        "ARN AdministratorAccess--- is not valid.");
  }

  @Test
  void anotherAccountsPolicyIsNotAttachable() {
    String arn =
        fixture
            .client(IamFixture.OTHER)
            .createPolicy(r -> r.policyName("theirs").policyDocument(ALLOW_ALL))
            .policy()
            .arn();
    assertNoSuchEntity(
        () -> iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn)),
        "Policy " + arn + " does not exist or is not attachable.");
  }

  @Test
  void inlinePoliciesHaveOneSizeForAllOfAnEntity() {
    put("one", sized(1048));
    put("two", sized(1000));
    put("two", sized(1000).replace(",", ",\n    "));
    assertFault(
        () -> put("three", ALLOW_ALL),
        "LimitExceeded",
        409,
        "Maximum policy size of 2048 bytes exceeded for user alice");
    put("one", sized(1047));
    assertFault(
        () -> put("two", sized(1002)),
        "LimitExceeded",
        409,
        "Maximum policy size of 2048 bytes exceeded for user alice");
    iam.putGroupPolicy(r -> r.groupName("ops").policyName("p").policyDocument(sized(5120)));
    assertFault(
        () ->
            iam.putGroupPolicy(r -> r.groupName("ops").policyName("p").policyDocument(sized(5121))),
        "LimitExceeded",
        409,
        "Maximum policy size of 5120 bytes exceeded for group ops");
    iam.putRolePolicy(r -> r.roleName("sealer").policyName("p").policyDocument(sized(10240)));
    assertFault(
        () ->
            iam.putRolePolicy(
                r -> r.roleName("sealer").policyName("p").policyDocument(sized(10241))),
        "LimitExceeded",
        409,
        "Maximum policy size of 10240 bytes exceeded for role sealer");
  }

  @Test
  void whatIsNoIdentityPolicyIsRefused() {
    assertFault(
        () -> put("mine", IamFixture.trust("*")),
        "MalformedPolicyDocument",
        400,
        "Policy document should not specify a principal.");
    assertFault(
        () -> put("mine", "☃"),
        "ValidationError",
        400,
        "The specified value for policyDocument is invalid. It must contain only printable ASCII characters.");
    assertFault(
        () -> put("a b", ALLOW_ALL),
        "ValidationError",
        400,
        "The specified value for policyName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
    assertThat(iam.listUserPolicies(r -> r.userName("alice")).policyNames()).isEmpty();
  }

  @Test
  void anEntityHasTenManagedPoliciesAtMost() {
    String[] arns =
        IntStream.rangeClosed(0, 10)
            .mapToObj(
                i ->
                    iam.createPolicy(
                            r ->
                                r.policyName("p" + i)
                                    .path(i < 3 ? "/low/" : "/high/")
                                    .policyDocument(ALLOW_ALL))
                        .policy()
                        .arn())
            .toArray(String[]::new);
    for (int i = 0; i < 10; i++) {
      String arn = arns[i];
      iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));
      iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));
      iam.attachRolePolicy(r -> r.roleName("sealer").policyArn(arn));
      iam.attachGroupPolicy(r -> r.groupName("ops").policyArn(arn));
    }
    assertFault(
        () -> iam.attachUserPolicy(r -> r.userName("alice").policyArn(arns[10])),
        "LimitExceeded",
        409,
        "Cannot exceed quota for PoliciesPerUser: 10");
    assertFault(
        () -> iam.attachRolePolicy(r -> r.roleName("sealer").policyArn(arns[10])),
        "LimitExceeded",
        409,
        "Cannot exceed quota for PoliciesPerRole: 10");
    assertFault(
        () -> iam.attachGroupPolicy(r -> r.groupName("ops").policyArn(arns[10])),
        "LimitExceeded",
        409,
        "Cannot exceed quota for PoliciesPerGroup: 10");
    assertThat(
            iam.listAttachedUserPolicies(r -> r.userName("alice").pathPrefix("/low/"))
                .attachedPolicies())
        .extracting(AttachedPolicy::policyName)
        .containsExactly("p0", "p1", "p2");
    assertThat(
            iam
                .listAttachedRolePoliciesPaginator(r -> r.roleName("sealer").maxItems(3))
                .attachedPolicies()
                .stream())
        .hasSize(10)
        .doesNotHaveDuplicates();
    iam.detachUserPolicy(r -> r.userName("alice").policyArn(arns[0]));
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(arns[10]));
  }
}
