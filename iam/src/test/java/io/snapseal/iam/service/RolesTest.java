package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ALLOW_ALL;
import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.assertNoSuchEntity;
import static io.snapseal.iam.service.IamFixture.trust;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

class RolesTest {
  private static final String ROOT = trust("arn:aws:iam::123456789012:root");

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

  private Role create(String name, String trust) {
    return iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust)).role();
  }

  private String trustOf(String name) {
    return URLDecoder.decode(
        iam.getRole(r -> r.roleName(name)).role().assumeRolePolicyDocument(),
        StandardCharsets.UTF_8);
  }

  @Test
  void aRoleShowsItsTrustPolicyEncoded() {
    Role made =
        iam.createRole(
                r ->
                    r.roleName("sealer")
                        .path("/x/")
                        .assumeRolePolicyDocument(ROOT)
                        .description("seals")
                        .maxSessionDuration(7200)
                        .tags(Tag.builder().key("team").value("blue").build()))
            .role();

    assertThat(made.roleId()).matches("AROA[A-Z2-7]{17}");
    assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:role/x/sealer");
    assertThat(made.assumeRolePolicyDocument())
        .startsWith("%7B%22Version%22%3A%222012-10-17%22%2C")
        .doesNotContain("+");
    Role read = iam.getRole(r -> r.roleName("sealer")).role();
    assertThat(read).isEqualTo(made.toBuilder().roleLastUsed(r -> {}).build());
    assertThat(trustOf("sealer")).isEqualTo(ROOT);
    Role listed = iam.listRoles(r -> r.pathPrefix("/x/")).roles().get(0);
    assertThat(listed.assumeRolePolicyDocument()).isEqualTo(made.assumeRolePolicyDocument());
    assertThat(listed.hasTags()).isFalse();
    assertThat(iam.listRoleTags(r -> r.roleName("sealer")).tags()).isEqualTo(made.tags());
    assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("sealer")).instanceProfiles())
        .isEmpty();
    assertNoSuchEntity(
        () -> iam.listInstanceProfilesForRole(r -> r.roleName("none")),
        "The role with name none cannot be found.");
    assertFault(
        () -> create("SEALER", ROOT),
        "EntityAlreadyExists",
        409,
        "Role with name SEALER already exists.");
  }

  @Test
  void aRoleIsChanged() {
    create("sealer", ROOT);
    iam.updateRole(r -> r.roleName("sealer").description("two").maxSessionDuration(43200));
    assertThat(iam.getRole(r -> r.roleName("sealer")).role().maxSessionDuration()).isEqualTo(43200);
    assertThat(
            iam.updateRoleDescription(r -> r.roleName("sealer").description("three"))
                .role()
                .description())
        .isEqualTo("three");
    iam.tagRole(r -> r.roleName("sealer").tags(Tag.builder().key("a").value("b").build()));
    iam.untagRole(r -> r.roleName("sealer").tagKeys("a"));
    assertThat(iam.listRoleTags(r -> r.roleName("sealer")).tags()).isEmpty();
    iam.putRolePermissionsBoundary(
        r -> r.roleName("sealer").permissionsBoundary(IamFixture.ADMINISTRATOR));
    assertThat(
            iam.getRole(r -> r.roleName("sealer"))
                .role()
                .permissionsBoundary()
                .permissionsBoundaryArn())
        .isEqualTo(IamFixture.ADMINISTRATOR);
    iam.deleteRolePermissionsBoundary(r -> r.roleName("sealer"));
    assertThat(iam.getRole(r -> r.roleName("sealer")).role().permissionsBoundary()).isNull();
    assertFault(
        () -> iam.updateRole(r -> r.roleName("sealer").maxSessionDuration(3599)),
        "ValidationError",
        400,
        "1 validation error detected: Value '3599' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600");
  }

  @Test
  void aRoleWithPoliciesIsNotDeleted() {
    create("sealer", ROOT);
    iam.putRolePolicy(r -> r.roleName("sealer").policyName("p").policyDocument(ALLOW_ALL));
    assertFault(
        () -> iam.deleteRole(r -> r.roleName("sealer")),
        "DeleteConflict",
        409,
        "Cannot delete entity, must delete policies first.");
    iam.deleteRolePolicy(r -> r.roleName("sealer").policyName("p"));
    iam.deleteRole(r -> r.roleName("sealer"));
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void whatIsNoTrustPolicyIsRefused() {
    assertFault(
        () -> create("sealer", ROOT.replace("\"Effect\"", "\"Resource\":\"*\",\"Effect\"")),
        "MalformedPolicyDocument",
        400,
        "Has prohibited field Resource.");
    assertFault(
        () -> create("sealer", ALLOW_ALL),
        "MalformedPolicyDocument",
        400,
        "A statement of this kind of policy must have a Principal.");
    assertFault(
        () -> create("sealer", ROOT.replace("\"Principal\"", "\"NotPrincipal\"")),
        "MalformedPolicyDocument",
        400,
        "AssumeRole policy must not contain NotPrincipal field.");
    for (String action : new String[] {"kms:Decrypt", "*"}) {
      assertFault(
          () -> create("sealer", ROOT.replace("sts:AssumeRole", action)),
          "MalformedPolicyDocument",
          400,
          "AssumeRole policy may only specify STS AssumeRole actions.");
    }
    String long2048 = ROOT.replace("\"Effect\"", "\"Sid\":\"" + "a".repeat(2048) + "\",\"Effect\"");
    assertFault(
        () -> create("sealer", long2048),
        "LimitExceeded",
        409,
        "Cannot exceed quota for ACLSizePerRole: 2048");
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void whoIsTrustedMustExist() {
    for (String nobody :
        new String[] {
          IamFixture.arn("user", "alice"),
          IamFixture.arn("role", "ops"),
          IamFixture.arn("user", "*"),
          IamFixture.arn("group", "ops"),
          "alice",
          "arn:aws:iam::444455556666:user/alice",
          "AIDAJQABLZS4A3QDU576Q"
        }) {
      assertFault(
          () -> create("sealer", trust(nobody)),
          "MalformedPolicyDocument",
          400,
          "Invalid principal in policy: \"AWS\":\"" + nobody + "\"");
    }
    String ofService = trust("rds").replace("\"AWS\"", "\"Service\"");
    assertFault(
        () -> create("sealer", ofService),
        "MalformedPolicyDocument",
        400,
        "Invalid principal in policy: \"SERVICE\":\"rds\"");
    String alice = iam.createUser(r -> r.userName("alice").path("/eng/")).user().arn();
    create("sealer", trust(alice));
    assertFault(
        () ->
            iam.updateAssumeRolePolicy(
                r -> r.roleName("sealer").policyDocument(trust(IamFixture.arn("user", "alice")))),
        "MalformedPolicyDocument",
        400,
        "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/alice\"");
    for (String somebody :
        new String[] {
          "*",
          "444455556666",
          "arn:aws:iam::444455556666:root",
          "arn:aws:sts::444455556666:assumed-role/ops/alice"
        }) {
      iam.updateAssumeRolePolicy(r -> r.roleName("sealer").policyDocument(trust(somebody)));
    }
    iam.updateAssumeRolePolicy(
        r ->
            r.roleName("sealer")
                .policyDocument(ofService.replace("\"rds\"", "\"monitoring.rds.amazonaws.com\"")));
  }

  /** Whoever takes the name of a deleted user must not inherit the trust in it. */
  @Test
  void trustIsInAUserNotInItsName() {
    User alice = iam.createUser(r -> r.userName("alice")).user();
    create("sealer", trust(alice.arn()));

    iam.updateUser(r -> r.userName("alice").newUserName("bob"));
    assertThat(trustOf("sealer")).isEqualTo(trust("arn:aws:iam::123456789012:user/bob"));
    iam.createUser(r -> r.userName("alice"));
    assertThat(trustOf("sealer")).isEqualTo(trust("arn:aws:iam::123456789012:user/bob"));
    iam.deleteUser(r -> r.userName("bob"));
    assertThat(trustOf("sealer")).isEqualTo(trust(alice.userId()));
    iam.deleteUser(r -> r.userName("alice"));
    iam.createUser(r -> r.userName("alice"));
    assertThat(trustOf("sealer")).isEqualTo(trust(alice.userId()));
  }
}
