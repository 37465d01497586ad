package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.ACCOUNT;
import static io.snapseal.iam.service.IamFixture.ADMINISTRATOR;
import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.policy;
import static io.snapseal.iam.service.IamFixture.trust;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.AccessKey;
import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.AccessKeyUses;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** Users and sessions of the accounts that an organization has made. */
class MemberAccountsTest {
  @TempDir private Path home;
  private IamFixture fixture;
  private Sessions sessions;
  private OrganizationsClient organizations;
  private String account;
  private Caller admin;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    sessions = new Sessions(fixture.wrapping, new SecureRandom());
    organizations = fixture.organizations.as(Caller.root(ACCOUNT, "us-east-1", "r"));
    organizations.createOrganization(r -> {});
    account =
        organizations
            .createAccount(r -> r.accountName("ledger").email("ledger@example.com"))
            .createAccountStatus()
            .accountId();
    admin = administrator(fixture.client());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Caller administrator(IamClient iam) {
    User user = iam.createUser(r -> r.userName("admin")).user();
    iam.attachUserPolicy(r -> r.userName("admin").policyArn(ADMINISTRATOR));
    return IamFixture.user(user.arn(), user.userId());
  }

  private StsClient sts(Caller caller) {
    return new StsService(fixture.state, sessions, fixture.authorizer, fixture.clock).as(caller);
  }

  private SignedCallers callers() {
    return new SignedCallers(
        ACCOUNT,
        AccessKey.random(new SecureRandom()),
        fixture.identities,
        fixture.memberships,
        sessions,
        new AccessKeyUses(fixture.state, fixture.clock));
  }

  private String roleArn() {
    return "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole";
  }

  private AssumeRoleResponse visit(Caller caller) {
    return sts(caller).assumeRole(r -> r.roleArn(roleArn()).roleSessionName("visit"));
  }

  @Test
  void theManagementAccountIsLetInAndNobodyElse() {
    assertThat(visit(admin).assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::" + account + ":assumed-role/OrganizationAccountAccessRole/visit");
    Caller stranger = administrator(fixture.client(IamFixture.OTHER));
    assertFault(
        () -> visit(stranger),
        "AccessDenied",
        403,
        "User: "
            + stranger.principalArn()
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + roleArn()
            + " because no role trust policy allows the sts:AssumeRole action");
  }

  @Test
  void nobodySignsInAClosedAccountOrIsLetIntoIt() {
    IamClient theirs = fixture.client(account);
    theirs.createUser(r -> r.userName("alice"));
    String key = theirs.createAccessKey(r -> r.userName("alice")).accessKey().accessKeyId();
    AssumeRoleResponse session = visit(admin);
    assertThat(callers().secretOf(key)).isPresent();
    assertThat(isOpen(session)).isTrue();

    organizations.closeAccount(r -> r.accountId(account));

    assertThat(callers().secretOf(key)).isEmpty();
    assertThat(isOpen(session)).isFalse();
    assertFault(
        () -> visit(admin),
        "AccessDenied",
        403,
        "User: "
            + admin.principalArn()
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + roleArn());
    organizations.removeAccountFromOrganization(r -> r.accountId(account));
    assertThat(callers().secretOf(key)).as("it stays closed").isEmpty();
  }

  private boolean isOpen(AssumeRoleResponse session) {
    return callers()
        .sessionOf(session.credentials().accessKeyId(), session.credentials().sessionToken())
        .isPresent();
  }

  /** Assuming a role is decided by a way of its own, which the organization limits, too. */
  @Test
  void anOrganizationMayDenyThatRolesAreAssumed() {
    String root = organizations.listRoots(r -> {}).roots().get(0).id();
    organizations.enablePolicyType(r -> r.rootId(root).policyType("SERVICE_CONTROL_POLICY"));
    Caller theirs = administrator(fixture.client(account));
    fixture
        .client()
        .createRole(
            r -> r.roleName("shared").assumeRolePolicyDocument(trust(theirs.principalArn())));
    String shared = IamFixture.arn("role", "shared");
    sts(theirs).assumeRole(r -> r.roleArn(shared).roleSessionName("visit"));
    String deny =
        organizations
            .createPolicy(
                r ->
                    r.name("stay")
                        .description("")
                        .type("SERVICE_CONTROL_POLICY")
                        .content(policy("Deny", "sts:AssumeRole", "*")))
            .policy()
            .policySummary()
            .id();
    organizations.attachPolicy(r -> r.policyId(deny).targetId(account));
    assertFault(
        () -> sts(theirs).assumeRole(r -> r.roleArn(shared).roleSessionName("visit")),
        "AccessDenied",
        403,
        "User: "
            + theirs.principalArn()
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + shared
            + " with an explicit deny in a service control policy");
  }
}
