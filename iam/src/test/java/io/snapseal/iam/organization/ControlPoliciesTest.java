package io.snapseal.iam.organization;

import static io.snapseal.iam.organization.OrganizationFixture.MANAGEMENT;
import static io.snapseal.iam.organization.OrganizationFixture.assertFails;
import static io.snapseal.iam.organization.OrganizationFixture.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.Tag;

class ControlPoliciesTest {
  private static final String DENY = statement("Deny", "kms:ScheduleKeyDeletion");

  @TempDir private Path home;
  private OrganizationFixture fixture;
  private OrganizationsClient client;
  private String root;

  @BeforeEach
  void open() {
    fixture = new OrganizationFixture(home);
    client = fixture.client();
    root = fixture.controlled();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aPolicyIsMadeChangedAndDeleted() {
    String id = fixture.policy("keep-keys", DENY);
    Policy made = client.describePolicy(r -> r.policyId(id)).policy();
    assertThat(id).matches("p-[0-9a-zA-Z_]{8,128}");
    assertThat(made.content()).isEqualTo(DENY);
    assertThat(made.policySummary().arn())
        .matches(
            "arn:aws:organizations::"
                + MANAGEMENT
                + ":policy/o-[a-z0-9]{10}/service_control_policy/"
                + id);
    assertThat(made.policySummary().awsManaged()).isFalse();
    assertThat(client.listPolicies(r -> r.filter("SERVICE_CONTROL_POLICY")).policies())
        .extracting(PolicySummary::name)
        .containsExactlyInAnyOrder("FullAWSAccess", "keep-keys");
    assertThat(client.updatePolicy(r -> r.policyId(id).name("keep")).policy().content())
        .isEqualTo(DENY);

    fixture.attach(id, root);
    assertFails(
        () -> client.deletePolicy(r -> r.policyId(id)),
        "PolicyInUseException",
        "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.");
    fixture.detach(id, root);
    client.deletePolicy(r -> r.policyId(id));
    assertFails(
        () -> client.describePolicy(r -> r.policyId(id)),
        "PolicyNotFoundException",
        "You specified a policy that doesn't exist.");
  }

  @Test
  void whatIsNoPolicyIsRefused() {
    fixture.policy("keep-keys", DENY);
    assertFails(
        () -> fixture.policy("keep-keys", DENY),
        "DuplicatePolicyException",
        "A policy with the same name already exists.");
    assertFails(
        () -> fixture.policy("bad", "{}"),
        "MalformedPolicyDocumentException",
        "The provided policy document does not meet the requirements of the specified policy type: Syntax errors in policy. A policy must have a Statement.");
    assertFails(
        () -> fixture.policy("long", DENY + " ".repeat(ControlPolicies.LONGEST)),
        "ConstraintViolationException",
        "You have exceeded the maximum policy size.");
    assertFails(
        () -> client.updatePolicy(r -> r.policyId(FullAccess.ID).content(DENY)),
        "InvalidInputException",
        "You specified a policy that is managed by AWS and can't be modified.");
  }

  @Test
  void betweenOneAndTenAreAttached() {
    String unit = fixture.unit(root, "unit");
    assertFails(
        () -> fixture.detach(FullAccess.ID, unit),
        "ConstraintViolationException",
        "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.");
    for (int i = 1; i < Attachments.MOST; i++) {
      fixture.attach(fixture.policy("p" + i, DENY), unit);
    }
    String more = fixture.policy("more", DENY);
    assertFails(
        () -> fixture.attach(more, unit),
        "ConstraintViolationException",
        "You have attached the maximum number of policies to the specified target.");
    assertFails(
        () -> fixture.attach(FullAccess.ID, unit),
        "DuplicatePolicyAttachmentException",
        "The selected policy is already attached to the specified target.");
    assertFails(
        () -> fixture.detach(more, unit),
        "PolicyNotAttachedException",
        "The policy isn't attached to the specified target in the specified root.");
    assertThat(
            client
                .listPoliciesForTarget(r -> r.targetId(unit).filter("SERVICE_CONTROL_POLICY"))
                .policies())
        .hasSize(Attachments.MOST);
    assertFails(
        () -> fixture.attach(more, "999988887777"),
        "TargetNotFoundException",
        "You specified a target that doesn't exist.");
  }

  @Test
  void unitsNestFiveDeepUnderUniqueNames() {
    String at = root;
    for (int i = 1; i <= 5; i++) {
      at = fixture.unit(at, "level " + i);
    }
    String deepest = at;
    assertThat(deepest).matches("ou-" + root.substring(2) + "-[a-z0-9]{8}");
    assertFails(
        () -> fixture.unit(deepest, "level 6"),
        "ConstraintViolationException",
        "You have exceeded the allowed OU depth.");
    assertFails(
        () -> fixture.unit(root, "level 1"),
        "DuplicateOrganizationalUnitException",
        "An OU with the same name already exists.");
    String first =
        client
            .listOrganizationalUnitsForParent(r -> r.parentId(root))
            .organizationalUnits()
            .get(0)
            .id();
    assertFails(
        () -> client.deleteOrganizationalUnit(r -> r.organizationalUnitId(first)),
        "OrganizationalUnitNotEmptyException",
        "The OU contains accounts or child OUs. Move or remove them first.");
    client.deleteOrganizationalUnit(r -> r.organizationalUnitId(deepest));
    assertFails(
        () -> client.describeOrganizationalUnit(r -> r.organizationalUnitId(deepest)),
        "OrganizationalUnitNotFoundException",
        "You specified an OU that doesn't exist.");
    assertThat(
            client
                .updateOrganizationalUnit(r -> r.organizationalUnitId(first).name("first"))
                .organizationalUnit()
                .name())
        .isEqualTo("first");
  }

  @Test
  void everythingHasTags() {
    String policy = fixture.policy("keep-keys", DENY);
    Tag tag = Tag.builder().key("stage").value("live").build();
    for (String id : new String[] {root, policy, MANAGEMENT, fixture.unit(root, "unit")}) {
      client.tagResource(r -> r.resourceId(id).tags(tag));
      assertThat(client.listTagsForResource(r -> r.resourceId(id)).tags()).containsExactly(tag);
      client.untagResource(r -> r.resourceId(id).tagKeys("stage"));
      assertThat(client.listTagsForResource(r -> r.resourceId(id)).tags()).isEmpty();
    }
    assertFails(
        () ->
            client.tagResource(
                r -> r.resourceId(root).tags(Tag.builder().key("aws:x").value("y").build())),
        "InvalidInputException",
        "You specified a tag key that is a system tag. You can't add, edit, or delete system tag keys because they're reserved for AWS use.");
  }
}
