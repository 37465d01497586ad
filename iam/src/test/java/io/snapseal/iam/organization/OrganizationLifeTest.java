package io.snapseal.iam.organization;

import static io.snapseal.iam.organization.OrganizationFixture.MANAGEMENT;
import static io.snapseal.iam.organization.OrganizationFixture.assertFails;
import static io.snapseal.iam.organization.OrganizationFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.Caller;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class OrganizationLifeTest {
  @TempDir private Path home;
  private OrganizationFixture fixture;
  private OrganizationsClient client;

  @BeforeEach
  void open() {
    fixture = new OrganizationFixture(home);
    client = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anOrganizationHasItsRootAndItsManagementAccount() {
    Organization made = client.createOrganization(r -> {}).organization();
    assertThat(made.id()).matches("o-[a-z0-9]{10,32}");
    assertThat(made.arn())
        .isEqualTo("arn:aws:organizations::" + MANAGEMENT + ":organization/" + made.id());
    assertThat(made.masterAccountArn())
        .isEqualTo(
            "arn:aws:organizations::" + MANAGEMENT + ":account/" + made.id() + "/" + MANAGEMENT);
    assertThat(made.featureSet()).isEqualTo(OrganizationFeatureSet.ALL);
    assertThat(client.describeOrganization().organization()).isEqualTo(made);

    Root root = client.listRoots(r -> {}).roots().get(0);
    assertThat(root.id()).matches("r-[0-9a-z]{4,32}");
    assertThat(root.policyTypes()).isEmpty();
    assertThat(client.listAccounts(r -> {}).accounts())
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.id()).isEqualTo(MANAGEMENT);
              assertThat(account.joinedMethodAsString()).isEqualTo("INVITED");
            });
    assertFails(
        () -> client.createOrganization(r -> {}),
        "AlreadyInOrganizationException",
        "The AWS account is already a member of an organization.");
  }

  @Test
  void whatIsOfNoOrganizationHasNothingToShow() {
    assertFails(
        () -> client.listAccounts(r -> {}),
        "AWSOrganizationsNotInUseException",
        "Your account is not a member of an organization.");
    assertFails(
        () -> client.createOrganization(r -> r.featureSet("CONSOLIDATED_BILLING")),
        "ConstraintViolationException",
        "Nothing is billed here: only organizations with all features (ALL) are made.");
  }

  /** Others may ask which organization they are in, and nothing else. */
  @Test
  void aMemberSeesWhichOrganizationItIsIn() {
    fixture.controlled();
    String account = fixture.account("ledger");
    for (Caller member : new Caller[] {root(account), fixture.administrator(account)}) {
      OrganizationsClient theirs = fixture.organizations.as(member);
      assertThat(theirs.describeOrganization()).isEqualTo(client.describeOrganization());
      assertFails(
          () -> theirs.listAccounts(r -> {}),
          "AccessDeniedException",
          "You don't have permissions to access this resource.");
      assertFails(
          () -> theirs.detachPolicy(r -> r.policyId(FullAccess.ID).targetId(account)),
          "AccessDeniedException",
          "You don't have permissions to access this resource.");
      assertFails(
          () -> theirs.createOrganization(r -> {}),
          "AlreadyInOrganizationException",
          "The AWS account is already a member of an organization.");
    }
  }

  @Test
  void itIsDeletedOnceNoOtherAccountIsInIt() {
    String root = fixture.controlled();
    fixture.unit(root, "empty");
    String account = fixture.account("ledger");
    client.closeAccount(r -> r.accountId(account));
    assertFails(
        () -> client.deleteOrganization(r -> {}),
        "OrganizationNotEmptyException",
        "To delete an organization you must first remove all member accounts (except the master).");
    client.removeAccountFromOrganization(r -> r.accountId(account));
    client.deleteOrganization(r -> {});

    assertThat(fixture.memberships.of(MANAGEMENT)).isEmpty();
    assertThat(fixture.memberships.isClosed(account)).as("it stays closed").isTrue();
    assertThat(fixture.state.counts().keySet())
        .containsExactlyInAnyOrder("iam-role", "organization-account", "task");
    String next = fixture.controlled();
    assertThat(next).isNotEqualTo(root);
  }

  @Test
  void enabledAttachesFullAccessEverywhereAndDisabledDetachesAll() {
    client.createOrganization(r -> {});
    String root = client.listRoots(r -> {}).roots().get(0).id();
    String unit = fixture.unit(root, "unit");
    String account = fixture.account("ledger");
    assertThat(targets()).isEmpty();
    assertFails(
        () -> fixture.attach(FullAccess.ID, unit),
        "PolicyTypeNotEnabledException",
        "This operation can be performed only for enabled policy types.");
    client.enablePolicyType(r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
    assertThat(targets()).containsExactly(MANAGEMENT, account, unit, root);
    assertFails(
        () ->
            client.enablePolicyType(
                r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY)),
        "PolicyTypeAlreadyEnabledException",
        "The specified policy type is already enabled in the specified root.");
    assertFails(
        () -> client.enablePolicyType(r -> r.rootId(root).policyType(PolicyType.TAG_POLICY)),
        "PolicyTypeNotAvailableForOrganizationException",
        "The policy type TAG_POLICY is not available here: SERVICE_CONTROL_POLICY is.");
    client.disablePolicyType(r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
    assertThat(targets()).isEmpty();
    assertThat(client.listRoots(r -> {}).roots().get(0).policyTypes()).isEmpty();
  }

  private List<String> targets() {
    return client.listTargetsForPolicy(r -> r.policyId(FullAccess.ID)).targets().stream()
        .map(target -> target.targetId())
        .sorted()
        .toList();
  }

  @Test
  void everythingIsThereAgainWhenTheServerIs() {
    String root = fixture.controlled();
    String unit = fixture.unit(root, "unit");
    String account = fixture.account("ledger", root, unit);
    Organization before = client.describeOrganization().organization();
    fixture.close();

    open();

    assertThat(client.describeOrganization().organization()).isEqualTo(before);
    assertThat(fixture.memberships.of(account).orElseThrow().path())
        .isEqualTo(before.id() + "/" + root + "/" + unit + "/");
  }

  /** The SDK does not say which members are required: each operation must answer for itself. */
  @Test
  void aRequestWithoutAnythingIsAnsweredByNoBug() throws Throwable {
    fixture.controlled();
    fixture.account("ledger");
    for (String operation : fixture.organizations.permissions().keySet()) {
      Method method = OrganizationPermissionsTest.operation(operation);
      Class<?> type = method.getParameterTypes()[0];
      AwsRequest empty =
          (AwsRequest) ((SdkBuilder<?, ?>) type.getMethod("builder").invoke(null)).build();
      try {
        OrganizationsClient.class.getMethod(method.getName(), type).invoke(client, empty);
      } catch (InvocationTargetException e) {
        assertThat(e.getTargetException())
            .as(operation)
            .isInstanceOfSatisfying(
                AwsServiceException.class,
                fault ->
                    assertThat(fault.awsErrorDetails().errorCode())
                        .isIn(
                            "InvalidInputException",
                            "AlreadyInOrganizationException",
                            "OrganizationNotEmptyException"));
      }
    }
  }
}
