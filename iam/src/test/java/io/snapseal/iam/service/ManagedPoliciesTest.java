package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ADMINISTRATOR;
import static io.snapseal.iam.service.IamFixture.ALLOW_ALL;
import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.assertNoSuchEntity;
import static io.snapseal.iam.service.IamFixture.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUser;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

class ManagedPoliciesTest {
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

  private String create(String name) {
    return iam.createPolicy(r -> r.policyName(name).policyDocument(ALLOW_ALL)).policy().arn();
  }

  private String version(String arn, boolean isDefault) {
    return iam.createPolicyVersion(
            r -> r.policyArn(arn).policyDocument(ALLOW_ALL).setAsDefault(isDefault))
        .policyVersion()
        .versionId();
  }

  @Test
  void aPolicyHasAnIdAndItsFirstVersion() {
    Policy made =
        iam.createPolicy(
                r ->
                    r.policyName("Seal")
                        .path("/x/")
                        .description("seals")
                        .policyDocument(ALLOW_ALL)
                        .tags(Tag.builder().key("a").value("b").build()))
            .policy();

    assertThat(made.policyId()).matches("ANPA[A-Z2-7]{17}");
    assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:policy/x/Seal");
    assertThat(made.attachmentCount()).isZero();
    assertThat(iam.getPolicy(r -> r.policyArn(made.arn())).policy()).isEqualTo(made);
    assertThat(iam.listPolicyTags(r -> r.policyArn(made.arn())).tags()).hasSize(1);
    PolicyVersion version =
        iam.getPolicyVersion(r -> r.policyArn(made.arn()).versionId("v1")).policyVersion();
    assertThat(version.isDefaultVersion()).isTrue();
    assertThat(URLDecoder.decode(version.document(), StandardCharsets.UTF_8)).isEqualTo(ALLOW_ALL);
    assertFault(
        () -> create("SEAL"),
        "EntityAlreadyExists",
        409,
        "A policy called SEAL already exists. Duplicate names are not allowed.");
  }

  /** The ARN is the name: another case, path or account is another policy, which is not there. */
  @Test
  void aPolicyIsFoundByItsWholeArn() {
    String arn = create("seal");
    for (String other :
        new String[] {
          arn.replace("seal", "SEAL"),
          arn.replace("policy/", "policy/x/"),
          arn.replace(IamFixture.ACCOUNT, IamFixture.OTHER),
          arn.replace("policy", "user")
        }) {
      assertNoSuchEntity(
          () ->
              fixture
                  .allowed(Caller.root(IamFixture.ACCOUNT, "us-east-1", "r"))
                  .getPolicy(r -> r.policyArn(other)),
          "Policy " + other + " was not found.");
    }
    assertNoSuchEntity(
        () ->
            fixture
                .allowed(Caller.root(IamFixture.OTHER, "us-east-1", "r"))
                .getPolicy(r -> r.policyArn(arn)),
        "Policy " + arn + " was not found.");
  }

  @Test
  void aPolicyHasFiveVersionsAndNumbersAreNotGivenAgain() {
    String arn = create("seal");
    assertThat(version(arn, true)).isEqualTo("v2");
    assertThat(version(arn, false)).isEqualTo("v3");
    version(arn, false);
    version(arn, false);
    assertFault(
        () -> version(arn, false),
        "LimitExceeded",
        409,
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
    iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v5"));
    assertThat(version(arn, false)).isEqualTo("v6");

    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId()).isEqualTo("v2");
    assertThat(
            iam.listPolicyVersionsPaginator(r -> r.policyArn(arn).maxItems(2)).versions().stream()
                .map(PolicyVersion::versionId))
        .containsExactly("v6", "v4", "v3", "v2", "v1");
    assertFault(
        () -> iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v2")),
        "DeleteConflict",
        409,
        "Cannot delete the default version of a policy.");
    iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v1"));
    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId()).isEqualTo("v1");
    String gone = "Policy " + arn + " version v5 does not exist or is not attachable.";
    assertNoSuchEntity(() -> iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v5")), gone);
    assertNoSuchEntity(() -> iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v5")), gone);
    assertNoSuchEntity(
        () -> iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v5")), gone);
    assertFault(
        () -> iam.getPolicyVersion(r -> r.policyArn(arn).versionId("5")),
        "ValidationError",
        400,
        "1 validation error detected: Value '5' at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
  }

  @Test
  void aPolicyInUseOrWithVersionsIsNotDeleted() {
    String arn = create("seal");
    iam.createUser(r -> r.userName("alice"));
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));
    assertFault(
        () -> iam.deletePolicy(r -> r.policyArn(arn)),
        "DeleteConflict",
        409,
        "Cannot delete a policy attached to entities.");
    iam.detachUserPolicy(r -> r.userName("alice").policyArn(arn));
    version(arn, true);
    assertFault(
        () -> iam.deletePolicy(r -> r.policyArn(arn)),
        "DeleteConflict",
        409,
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
    iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1"));
    iam.deletePolicy(r -> r.policyArn(arn));
    assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL)).policies()).isEmpty();
  }

  @Test
  void aDocumentHas6144CharactersAtMost() {
    iam.createPolicy(
        r -> r.policyName("fits").policyDocument(sized(6144).replace(",", ",\n\t   ")));
    assertFault(
        () -> iam.createPolicy(r -> r.policyName("long").policyDocument(sized(6145))),
        "LimitExceeded",
        409,
        "Cannot exceed quota for PolicySize: 6144");
  }

  @Test
  void awssPolicyIsThereForEveryoneAndNobodyChangesIt() {
    Policy policy = iam.getPolicy(r -> r.policyArn(ADMINISTRATOR)).policy();
    assertThat(policy.policyName()).isEqualTo("AdministratorAccess");
    assertThat(
            iam.getPolicyVersion(r -> r.policyArn(ADMINISTRATOR).versionId("v1"))
                .policyVersion()
                .document())
        .contains("%22Action%22%3A%22%2A%22");
    String refused = "Policy " + ADMINISTRATOR + " is managed by AWS and cannot be changed.";
    assertFault(
        () -> iam.deletePolicy(r -> r.policyArn(ADMINISTRATOR)), "InvalidInput", 400, refused);
    assertFault(() -> version(ADMINISTRATOR, true), "InvalidInput", 400, refused);
    assertFault(
        () ->
            iam.tagPolicy(
                r -> r.policyArn(ADMINISTRATOR).tags(Tag.builder().key("a").value("b").build())),
        "InvalidInput",
        400,
        refused);
  }

  @Test
  void listsAreNarrowedByScopeUseAndPath() {
    String used = create("used");
    create("unused");
    iam.createUser(r -> r.userName("alice").permissionsBoundary(used));
    iam.attachUserPolicy(r -> r.userName("alice").policyArn(ADMINISTRATOR));

    assertThat(iam.listPolicies().policies())
        .extracting(Policy::policyName)
        .containsExactly("AdministratorAccess", "unused", "used");
    assertThat(iam.listPolicies(r -> r.scope("AWS")).policies()).hasSize(1);
    assertThat(iam.listPolicies(r -> r.onlyAttached(true)).policies())
        .extracting(Policy::policyName)
        .containsExactly("AdministratorAccess", "used");
    assertThat(iam.listPolicies(r -> r.policyUsageFilter("PermissionsBoundary")).policies())
        .extracting(Policy::policyName)
        .containsExactly("used");
    assertThat(iam.listPoliciesPaginator(r -> r.maxItems(1)).policies()).hasSize(3);
  }

  @Test
  void whoUsesAPolicyIsListed() {
    String arn = create("seal");
    iam.createUser(r -> r.userName("alice").permissionsBoundary(arn));
    iam.createUser(r -> r.userName("bob").path("/x/"));
    iam.createGroup(r -> r.groupName("ops"));
    iam.createRole(r -> r.roleName("sealer").assumeRolePolicyDocument(IamFixture.trust("*")));
    iam.attachUserPolicy(r -> r.userName("bob").policyArn(arn));
    iam.attachGroupPolicy(r -> r.groupName("ops").policyArn(arn));
    iam.attachRolePolicy(r -> r.roleName("sealer").policyArn(arn));

    ListEntitiesForPolicyResponse all = iam.listEntitiesForPolicy(r -> r.policyArn(arn));
    assertThat(all.policyUsers()).extracting(PolicyUser::userName).containsExactly("alice", "bob");
    assertThat(all.policyGroups()).hasSize(1);
    assertThat(all.policyRoles()).hasSize(1);
    assertThat(
            iam.listEntitiesForPolicy(r -> r.policyArn(arn).entityFilter("User").pathPrefix("/x/"))
                .policyUsers())
        .extracting(PolicyUser::userName)
        .containsExactly("bob");
    assertThat(
            iam.listEntitiesForPolicy(
                    r -> r.policyArn(arn).policyUsageFilter("PermissionsBoundary"))
                .policyUsers())
        .extracting(PolicyUser::userName)
        .containsExactly("alice");
    assertThat(iam.listEntitiesForPolicyPaginator(r -> r.policyArn(arn).maxItems(1)).policyUsers())
        .hasSize(2);
    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().attachmentCount()).isEqualTo(3);
  }
}
