package io.snapseal.iam.organization;

import static io.snapseal.iam.organization.OrganizationFixture.MANAGEMENT;
import static io.snapseal.iam.organization.OrganizationFixture.root;
import static io.snapseal.iam.organization.OrganizationFixture.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.policy.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/**
 * Service control policies are in force: the cases of AWS's pages, decided by the authorizer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html">SCP
 *     evaluation</a>
 */
class ServiceControlTest {
  @TempDir private Path home;
  private OrganizationFixture fixture;
  private String root;
  private String unit;
  private String account;

  @BeforeEach
  void open() {
    fixture = new OrganizationFixture(home);
    root = fixture.controlled();
    unit = fixture.unit(root, "production");
    account = fixture.account("ledger", root, unit);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** "To permit … there must be an explicit Allow at every level from the root …" */
  @Test
  void whatNoPolicyLimitsIsForTheAccountsOwnPolicies() {
    assertThat(fixture.denial(fixture.administrator(account), "kms:CreateKey")).isEmpty();
    assertThat(fixture.denial(root(account), "kms:CreateKey")).isEmpty();
  }

  /**
   * Deny list: FullAWSAccess stays, and what is denied at any level is denied below.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_strategies.html">Strategies
   *     for using SCPs</a>
   */
  @Test
  void aDenyAtAnyLevelDenies() {
    String deny = fixture.policy("deny", statement("Deny", "kms:ScheduleKeyDeletion"));
    for (String level : List.of(root, unit, account)) {
      fixture.attach(deny, level);
      Caller administrator = fixture.administrator(account);
      assertThat(fixture.denial(administrator, "kms:ScheduleKeyDeletion"))
          .hasValue(
              "User: arn:aws:sts::"
                  + account
                  + ":assumed-role/OrganizationAccountAccessRole/visit is not authorized to perform:"
                  + " kms:ScheduleKeyDeletion on resource: * with an explicit deny in a service"
                  + " control policy");
      assertThat(fixture.denial(administrator, "kms:DescribeKey")).isEmpty();
      fixture.detach(deny, level);
      assertThat(fixture.denial(administrator, "kms:ScheduleKeyDeletion")).isEmpty();
    }
  }

  /** Allow list: FullAWSAccess is replaced, and what is allowed must be so at every level. */
  @Test
  void anAllowListMustAllowAtEveryLevel() {
    String keys = fixture.policy("keys", statement("Allow", "kms:*"));
    fixture.attach(keys, unit);
    fixture.detach(FullAccess.ID, unit);
    Caller administrator = fixture.administrator(account);
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isEmpty();
    assertThat(fixture.denial(administrator, "rds:DescribeDBSnapshots"))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .endsWith(
                        "because no service control policy allows the rds:DescribeDBSnapshots action"));

    String databases = fixture.policy("databases", statement("Allow", "rds:*"));
    fixture.attach(databases, account);
    fixture.detach(FullAccess.ID, account);
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isPresent();
    assertThat(fixture.denial(administrator, "rds:DescribeDBSnapshots")).isPresent();
  }

  /** "SCPs don't affect users or roles in the management account." */
  @Test
  void theManagementAccountIsExempt() {
    fixture.attach(fixture.policy("deny", statement("Deny", "*")), root);
    assertThat(fixture.denial(root(MANAGEMENT), "kms:CreateKey")).isEmpty();
    assertThat(fixture.denial(fixture.administrator(account), "kms:CreateKey")).isPresent();
  }

  /** "SCPs … affect … including the root user" of member accounts, "not … service-linked roles". */
  @Test
  void theRootUserOfAMemberIsLimitedAndAServiceIsNot() {
    fixture.attach(fixture.policy("deny", statement("Deny", "kms:*")), unit);
    assertThat(fixture.denial(root(account), "kms:CreateKey"))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .isEqualTo(
                        "User: arn:aws:iam::"
                            + account
                            + ":root is not authorized to perform: kms:CreateKey on resource: *"
                            + " with an explicit deny in a service control policy"));
    Caller service = Caller.service("rds", account, "us-east-1", "request-3");
    assertThat(fixture.authorizer.held(service).serviceControl()).isEmpty();
  }

  /** "SCPs do not grant permissions." */
  @Test
  void anAllowGrantsNothing() {
    Caller nobody = Caller.local(Identity.user(account, "nobody"), "AIDA1", "us-east-1", "r");
    assertThat(fixture.denial(nobody, "kms:CreateKey"))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("because no identity-based policy allows"));
  }

  @Test
  void whatIsMovedIsLimitedWhereItIs() {
    fixture.attach(fixture.policy("deny", statement("Deny", "kms:*")), unit);
    Caller administrator = fixture.administrator(account);
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isPresent();
    fixture
        .client()
        .moveAccount(r -> r.accountId(account).sourceParentId(unit).destinationParentId(root));
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isEmpty();
    fixture
        .client()
        .moveAccount(r -> r.accountId(account).sourceParentId(root).destinationParentId(unit));
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isPresent();
    fixture.client().removeAccountFromOrganization(r -> r.accountId(account));
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isEmpty();
  }

  @Test
  void aChangedPolicyIsInForceAtOnceAndADisabledTypeIsNot() {
    String policy = fixture.policy("changing", statement("Deny", "rds:*"));
    fixture.attach(policy, account);
    Caller administrator = fixture.administrator(account);
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isEmpty();
    fixture.client().updatePolicy(r -> r.policyId(policy).content(statement("Deny", "kms:*")));
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isPresent();
    fixture
        .client()
        .disablePolicyType(r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isEmpty();
    fixture
        .client()
        .enablePolicyType(r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
    assertThat(fixture.denial(administrator, "kms:CreateKey")).isEmpty();
  }

  /** Whoever can write the database must not lift a policy by removing it. */
  @Test
  void aPolicyThatIsGoneDeniesEverything() {
    String policy = fixture.policy("deny", statement("Deny", "rds:*"));
    fixture.attach(policy, account);
    fixture.state.change(
        handle -> OrganizationTables.POLICIES.delete(handle, Directory.scope(MANAGEMENT), policy));
    String other = fixture.policy("other", statement("Deny", "rds:*"));
    assertThat(other).isNotEmpty();
    assertThat(fixture.denial(fixture.administrator(account), "kms:CreateKey")).isPresent();
  }

  /** IAM user guide, "AWS global condition context keys". */
  @Test
  void conditionsMayAskForTheOrganization() {
    String id = fixture.client().describeOrganization().organization().id();
    Caller administrator = fixture.administrator(account);
    String path = id + "/" + root + "/" + unit + "/";
    assertThat(keys(administrator, "arn:aws:kms:us-east-1:" + account + ":key/1"))
        .containsEntry("aws:PrincipalOrgID", List.of(id))
        .containsEntry("aws:PrincipalOrgPaths", List.of(path))
        .containsEntry("aws:ResourceAccount", List.of(account))
        .containsEntry("aws:ResourceOrgID", List.of(id))
        .containsEntry("aws:ResourceOrgPaths", List.of(path));
    assertThat(keys(root(MANAGEMENT), "arn:aws:kms:us-east-1:" + account + ":key/1"))
        .containsEntry("aws:PrincipalOrgID", List.of(id))
        .containsEntry("aws:PrincipalOrgPaths", List.of(id + "/" + root + "/"))
        .containsEntry("aws:ResourceOrgPaths", List.of(path));
    assertThat(keys(administrator, "arn:aws:kms:us-east-1:999988887777:key/1"))
        .containsEntry("aws:ResourceAccount", List.of("999988887777"))
        .containsEntry("aws:ResourceOrgID", List.of());
    assertThat(keys(administrator, "*")).containsEntry("aws:ResourceAccount", List.of());
    assertThat(keys(root("999988887777"), "*")).containsEntry("aws:PrincipalOrgID", List.of());
    assertThat(keys(Caller.service("rds", account, "us-east-1", "r"), "*"))
        .containsEntry("aws:PrincipalOrgID", List.of());
  }

  private Map<String, List<String>> keys(Caller caller, String resource) {
    var context =
        fixture.authorizer.decide(caller, new Need("kms:Decrypt", resource)).request().context();
    return Map.of(
        "aws:PrincipalOrgID", context.values("aws:PrincipalOrgID"),
        "aws:PrincipalOrgPaths", context.values("aws:PrincipalOrgPaths"),
        "aws:ResourceAccount", context.values("aws:ResourceAccount"),
        "aws:ResourceOrgID", context.values("aws:ResourceOrgID"),
        "aws:ResourceOrgPaths", context.values("aws:ResourceOrgPaths"));
  }
}
