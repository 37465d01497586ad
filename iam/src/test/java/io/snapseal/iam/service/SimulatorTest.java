package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.assertNoSuchEntity;
import static io.snapseal.iam.service.IamFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.Caller;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.Statement;

class SimulatorTest {
  private static final String ALICE = IamFixture.arn("user", "alice");
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/k";
  private static final String VIA_RDS =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*",
       "Resource":"arn:aws:kms:*:*:key/${aws:PrincipalTag/team, 'k'}",
       "Condition":{"StringEquals":{"kms:ViaService":"rds.eu-west-1.amazonaws.com"}}}]}""";

  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient iam;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    iam = fixture.client();
    iam.createUser(r -> r.userName("alice"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void assertResult(
      EvaluationResult result, PolicyEvaluationDecisionType decision, String... sources) {
    assertThat(result.evalDecision()).isEqualTo(decision);
    assertThat(result.matchedStatements())
        .extracting(Statement::sourcePolicyId)
        .containsExactly(sources);
  }

  @Test
  void aPrincipalIsSimulatedWithItsGroupsAndBoundary() {
    iam.putUserPolicy(
        r -> r.userName("alice").policyName("kms").policyDocument(policy("Allow", "kms:*", "*")));
    iam.createGroup(r -> r.groupName("ops"));
    iam.putGroupPolicy(
        r ->
            r.groupName("ops")
                .policyName("no")
                .policyDocument(policy("Deny", "kms:ScheduleKeyDeletion", "*")));
    iam.addUserToGroup(r -> r.groupName("ops").userName("alice"));

    List<EvaluationResult> results =
        iam.simulatePrincipalPolicy(
                r ->
                    r.policySourceArn(ALICE)
                        .actionNames("kms:Encrypt", "kms:ScheduleKeyDeletion", "rds:CopyDBSnapshot")
                        .resourceArns(KEY))
            .evaluationResults();
    assertResult(results.get(0), PolicyEvaluationDecisionType.ALLOWED, "user_alice_kms");
    assertResult(results.get(1), PolicyEvaluationDecisionType.EXPLICIT_DENY, "group_ops_no");
    assertResult(results.get(2), PolicyEvaluationDecisionType.IMPLICIT_DENY);
    assertThat(results.get(0).permissionsBoundaryDecisionDetail()).isNull();
    assertThat(results.get(0).resourceSpecificResults()).hasSize(1);

    String limit =
        iam.createPolicy(r -> r.policyName("limit").policyDocument(policy("Allow", "rds:*", "*")))
            .policy()
            .arn();
    iam.putUserPermissionsBoundary(r -> r.userName("alice").permissionsBoundary(limit));
    EvaluationResult bounded =
        iam.simulatePrincipalPolicy(r -> r.policySourceArn(ALICE).actionNames("kms:Encrypt"))
            .evaluationResults()
            .get(0);
    assertResult(bounded, PolicyEvaluationDecisionType.IMPLICIT_DENY, "user_alice_kms");
    assertThat(bounded.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
        .isFalse();
    assertThat(bounded.evalResourceName()).isEqualTo("*");
  }

  @Test
  void missingContextValuesAreNamed() {
    EvaluationResult without = custom(r -> r.policyInputList(VIA_RDS));
    assertResult(without, PolicyEvaluationDecisionType.IMPLICIT_DENY);
    assertThat(without.missingContextValues())
        .containsExactly("aws:PrincipalTag/team", "kms:ViaService");

    EvaluationResult with =
        custom(
            r ->
                r.policyInputList(VIA_RDS)
                    .contextEntries(
                        ContextEntry.builder()
                            .contextKeyName("KMS:viaservice")
                            .contextKeyType("string")
                            .contextKeyValues("rds.eu-west-1.amazonaws.com")
                            .build()));
    assertResult(with, PolicyEvaluationDecisionType.ALLOWED, "PolicyInputList.1");
    assertThat(with.missingContextValues()).containsExactly("aws:PrincipalTag/team");
    assertThat(iam.getContextKeysForCustomPolicy(r -> r.policyInputList(VIA_RDS)).contextKeyNames())
        .containsExactly("aws:PrincipalTag/team", "kms:ViaService");
  }

  private EvaluationResult custom(Consumer<SimulateCustomPolicyRequest.Builder> more) {
    return iam.simulateCustomPolicy(
            r -> more.accept(r.actionNames("kms:Decrypt").resourceArns(KEY)))
        .evaluationResults()
        .get(0);
  }

  @Test
  void aResourcePolicyIsEvaluatedForItsCaller() {
    String keyPolicy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:Decrypt","Resource":"*"}]}"""
            .formatted(ALICE);
    String nothing = policy("Allow", "s3:GetObject", "*");
    assertResult(
        custom(r -> r.policyInputList(nothing).resourcePolicy(keyPolicy).callerArn(ALICE)),
        PolicyEvaluationDecisionType.ALLOWED,
        "ResourcePolicy");
    assertResult(
        custom(
            r ->
                r.policyInputList(nothing)
                    .resourcePolicy(keyPolicy)
                    .callerArn(IamFixture.arn("user", "bob"))),
        PolicyEvaluationDecisionType.IMPLICIT_DENY);
    assertFault(
        () -> custom(r -> r.policyInputList(nothing).resourcePolicy(keyPolicy)),
        "InvalidInput",
        400,
        "A resource policy is simulated for a caller: give CallerArn.");
  }

  @Test
  void actionsTimesResourcesComeInPages() {
    List<String> seen =
        iam
            .simulateCustomPolicyPaginator(
                r ->
                    r.policyInputList(IamFixture.ALLOW_ALL)
                        .actionNames("kms:Encrypt", "kms:Decrypt")
                        .resourceArns(KEY, KEY + "2")
                        .maxItems(3))
            .evaluationResults()
            .stream()
            .map(result -> result.evalActionName() + " " + result.evalResourceName())
            .toList();
    assertThat(seen)
        .containsExactly(
            "kms:Encrypt " + KEY,
            "kms:Encrypt " + KEY + "2",
            "kms:Decrypt " + KEY,
            "kms:Decrypt " + KEY + "2");
  }

  @Test
  void whatCannotBeSimulatedIsRefused() {
    assertFault(
        () -> custom(r -> r.policyInputList(IamFixture.ALLOW_ALL).actionNames("kms:*")),
        "InvalidInput",
        400,
        "Invalid Input Action: kms:*");
    assertFault(
        () -> custom(r -> r.policyInputList(IamFixture.trust("*"))),
        "InvalidInput",
        400,
        "Invalid Input Policy PolicyInputList.1: Policy document should not specify a principal.");
    assertNoSuchEntity(
        () ->
            iam.simulatePrincipalPolicy(
                r -> r.policySourceArn(IamFixture.arn("role", "none")).actionNames("kms:Encrypt")),
        "The role with name none cannot be found.");
    String theirs = ALICE.replace(IamFixture.ACCOUNT, IamFixture.OTHER);
    assertFault(
        () ->
            fixture
                .allowed(Caller.root(IamFixture.ACCOUNT, "us-east-1", "r"))
                .simulatePrincipalPolicy(r -> r.policySourceArn(theirs).actionNames("kms:Encrypt")),
        "InvalidInput",
        400,
        "Invalid Entity Arn: " + theirs + " does not clearly define entity type and name.");
  }

  /** What an organization denies is simulated, too: with the very policies that are in force. */
  @Test
  void serviceControlPoliciesAreInForceInASimulation() {
    var management = fixture.organizations.as(Caller.root(IamFixture.OTHER, "us-east-1", "r"));
    management.createOrganization(r -> {});
    String root = management.listRoots(r -> {}).roots().get(0).id();
    management.enablePolicyType(r -> r.rootId(root).policyType("SERVICE_CONTROL_POLICY"));
    String account =
        management
            .createAccount(r -> r.accountName("ledger").email("ledger@example.com"))
            .createAccountStatus()
            .accountId();
    String deny =
        management
            .createPolicy(
                r ->
                    r.name("keep-keys")
                        .description("")
                        .type("SERVICE_CONTROL_POLICY")
                        .content(policy("Deny", "kms:ScheduleKeyDeletion", "*")))
            .policy()
            .policySummary()
            .id();
    management.attachPolicy(r -> r.policyId(deny).targetId(account));

    List<EvaluationResult> results =
        fixture
            .client(account)
            .simulatePrincipalPolicy(
                r ->
                    r.policySourceArn(
                            "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole")
                        .actionNames("kms:ScheduleKeyDeletion", "kms:Encrypt"))
            .evaluationResults();
    assertThat(results.get(0).evalDecision()).isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
    assertThat(results.get(0).organizationsDecisionDetail().allowedByOrganizations()).isFalse();
    assertThat(results.get(1).evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    assertThat(results.get(1).organizationsDecisionDetail().allowedByOrganizations()).isTrue();
    EvaluationResult outside =
        iam.simulatePrincipalPolicy(r -> r.policySourceArn(ALICE).actionNames("kms:Encrypt"))
            .evaluationResults()
            .get(0);
    assertThat(outside.organizationsDecisionDetail()).isNull();
  }
}
