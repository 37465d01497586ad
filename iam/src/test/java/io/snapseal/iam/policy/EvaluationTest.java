package io.snapseal.iam.policy;

import static io.snapseal.iam.policy.Cases.ACCOUNT;
import static io.snapseal.iam.policy.Cases.KEY;
import static io.snapseal.iam.policy.Cases.OTHER;
import static io.snapseal.iam.policy.Cases.allow;
import static io.snapseal.iam.policy.Cases.decrypt;
import static io.snapseal.iam.policy.Cases.deny;
import static io.snapseal.iam.policy.Cases.identity;
import static io.snapseal.iam.policy.Cases.keyPolicy;
import static io.snapseal.iam.policy.Cases.keyStatement;
import static io.snapseal.iam.policy.Identity.root;
import static io.snapseal.iam.policy.Identity.session;
import static io.snapseal.iam.policy.Identity.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.policy.Decision.Because;
import io.snapseal.iam.policy.Decision.Outcome;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policies.OfResource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Golden decisions. Sources: [EVAL] IAM user guide, "Policy evaluation logic"
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html);
 * [CROSS] "Cross-account policy evaluation logic"
 * (.../reference_policies_evaluation-logic-cross-account.html); [KEY] KMS developer guide, "Key
 * policies" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html); [GRANT]
 * "Grants" (.../grants.html); [ERR] IAM user guide, "Troubleshoot access denied error messages"
 * (.../troubleshoot_access-denied.html).
 */
class EvaluationTest {
  private static final Identity ALICE = user(ACCOUNT, "alice");
  private static final Identity OPS = session(ACCOUNT, "ops", "monday");
  private static final OfResource ACCOUNT_DECIDES =
      keyPolicy(keyStatement("Allow", "arn:aws:iam::" + ACCOUNT + ":root"));

  private static Policies policies(List<Named> identity, OfResource resource) {
    return new Policies(
        identity, Optional.empty(), List.of(), List.of(), resource, Optional.empty());
  }

  private static Policies limited(
      List<Named> identity, Optional<Named> boundary, List<Named> session, OfResource resource) {
    return new Policies(identity, boundary, session, List.of(), resource, Optional.empty());
  }

  private static void assertDecided(
      Identity who, Policies policies, Outcome outcome, Because because) {
    Decision decision = Evaluation.evaluate(decrypt(who), policies);
    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.because()).isEqualTo(because);
  }

  /** [EVAL]: "By default, all requests are denied, except root." */
  @Test
  void nothingSaidIsDeniedSaveToRoot() {
    assertDecided(
        ALICE, policies(List.of(), ACCOUNT_DECIDES), Outcome.IMPLICIT_DENY, Because.IDENTITY);
    assertThat(
            Evaluation.evaluate(
                    Cases.request(
                        root(ACCOUNT),
                        "rds:CopyDBSnapshot",
                        "arn:aws:rds:eu-west-1:111122223333:snapshot:s",
                        java.util.Map.of()),
                    Policies.ofIdentity(List.of()))
                .because())
        .isEqualTo(Because.ROOT);
  }

  /**
   * [KEY]: "No AWS principal, including the account root user, has any permissions to a KMS key
   * unless explicitly allowed".
   */
  @Test
  void aKeyPolicyMustLetEvenItsAccountIn() {
    OfResource bobs = keyPolicy(keyStatement("Allow", "arn:aws:iam::" + ACCOUNT + ":user/bob"));
    Named all = identity("all", allow("*"));
    assertDecided(ALICE, policies(List.of(all), bobs), Outcome.IMPLICIT_DENY, Because.RESOURCE);
    assertDecided(
        root(ACCOUNT), policies(List.of(), bobs), Outcome.IMPLICIT_DENY, Because.RESOURCE);
    assertDecided(
        user(ACCOUNT, "bob"), policies(List.of(), bobs), Outcome.ALLOWED, Because.RESOURCE);
  }

  /** [KEY]: "Allows access to the AWS account and enables IAM policies". */
  @Test
  void theAccountAsPrincipalEnablesIdentityPolicies() {
    Named use = identity("use", allow("kms:Decrypt"));
    assertDecided(
        ALICE, policies(List.of(use), ACCOUNT_DECIDES), Outcome.ALLOWED, Because.IDENTITY);
    assertDecided(
        root(ACCOUNT), policies(List.of(), ACCOUNT_DECIDES), Outcome.ALLOWED, Because.RESOURCE);
    OfResource byNumber = keyPolicy(keyStatement("Allow", ACCOUNT));
    assertDecided(ALICE, policies(List.of(use), byNumber), Outcome.ALLOWED, Because.IDENTITY);
  }

  /** [EVAL]: an explicit denial in any policy overrides every allow. */
  @Test
  void anExplicitDenialWins() {
    Named both = identity("both", allow("kms:*"), deny("kms:Decrypt"));
    assertDecided(
        ALICE, policies(List.of(both), ACCOUNT_DECIDES), Outcome.EXPLICIT_DENY, Because.IDENTITY);
    OfResource denying =
        keyPolicy(
            keyStatement("Allow", "*"),
            keyStatement("Deny", "arn:aws:iam::" + ACCOUNT + ":user/alice"));
    assertDecided(ALICE, policies(List.of(), denying), Outcome.EXPLICIT_DENY, Because.RESOURCE);
    assertDecided(
        user(ACCOUNT, "bob"), policies(List.of(), denying), Outcome.ALLOWED, Because.RESOURCE);
  }

  /** [EVAL]: boundaries and session policies limit what identity policies grant. */
  @Test
  void boundaryAndSessionLimitTheIdentitysPolicies() {
    Named use = identity("use", allow("kms:*"));
    Optional<Named> narrow = Optional.of(identity("narrow", allow("kms:Encrypt")));
    assertDecided(
        ALICE,
        limited(List.of(use), narrow, List.of(), ACCOUNT_DECIDES),
        Outcome.IMPLICIT_DENY,
        Because.BOUNDARY);
    assertDecided(
        OPS,
        limited(
            List.of(use),
            Optional.empty(),
            List.of(identity("session", allow("rds:*"))),
            ACCOUNT_DECIDES),
        Outcome.IMPLICIT_DENY,
        Because.SESSION);
  }

  /**
   * [EVAL]: a resource policy that names a role is limited by the boundary and session policy; one
   * that names the session, or a user, is not.
   */
  @Test
  void whomAResourceNamesDecidesWhatLimitsIt() {
    Optional<Named> narrow = Optional.of(identity("narrow", allow("kms:Encrypt")));
    OfResource role = keyPolicy(keyStatement("Allow", "arn:aws:iam::" + ACCOUNT + ":role/ops"));
    OfResource theSession =
        keyPolicy(keyStatement("Allow", "arn:aws:sts::" + ACCOUNT + ":assumed-role/ops/monday"));
    OfResource theUser =
        keyPolicy(keyStatement("Allow", "arn:aws:iam::" + ACCOUNT + ":user/alice"));
    assertDecided(
        OPS, limited(List.of(), narrow, List.of(), role), Outcome.IMPLICIT_DENY, Because.BOUNDARY);
    assertDecided(
        OPS, limited(List.of(), narrow, List.of(), theSession), Outcome.ALLOWED, Because.RESOURCE);
    assertDecided(
        ALICE, limited(List.of(), narrow, List.of(), theUser), Outcome.ALLOWED, Because.RESOURCE);
    assertDecided(
        OPS,
        limited(List.of(), Optional.empty(), List.of(), role),
        Outcome.ALLOWED,
        Because.RESOURCE);
  }

  /** [EVAL]: every level of an organisation must allow. */
  @Test
  void everyLevelOfServiceControlMustAllow() {
    Named use = identity("use", allow("kms:*"));
    Named full = identity("FullAWSAccess", allow("*"));
    Named noKms = identity("rds-only", allow("rds:*"));
    assertDecided(
        ALICE,
        new Policies(
            List.of(use),
            Optional.empty(),
            List.of(),
            List.of(List.of(full), List.of(noKms)),
            ACCOUNT_DECIDES,
            Optional.empty()),
        Outcome.IMPLICIT_DENY,
        Because.SERVICE_CONTROL);
    assertDecided(
        root(ACCOUNT),
        new Policies(
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(List.of(full, identity("deny", deny("kms:Decrypt")))),
            ACCOUNT_DECIDES,
            Optional.empty()),
        Outcome.EXPLICIT_DENY,
        Because.SERVICE_CONTROL);
  }

  /**
   * [CROSS]: both accounts must allow; [KEY]: "Allowing users in other accounts to use a KMS key".
   */
  @Test
  void anotherAccountNeedsBothSides() {
    Identity eve = user(OTHER, "eve");
    Named use = identity("use", allow("kms:Decrypt"));
    OfResource shared = keyPolicy(keyStatement("Allow", "arn:aws:iam::" + OTHER + ":root"));
    OfResource named = keyPolicy(keyStatement("Allow", "arn:aws:iam::" + OTHER + ":user/eve"));
    assertDecided(eve, policies(List.of(use), shared), Outcome.ALLOWED, Because.IDENTITY);
    assertDecided(eve, policies(List.of(use), named), Outcome.ALLOWED, Because.IDENTITY);
    assertDecided(eve, policies(List.of(), named), Outcome.IMPLICIT_DENY, Because.IDENTITY);
    assertDecided(
        eve, policies(List.of(use), ACCOUNT_DECIDES), Outcome.IMPLICIT_DENY, Because.RESOURCE);
    assertDecided(root(OTHER), policies(List.of(), shared), Outcome.ALLOWED, Because.ROOT);
  }

  /** A resource without a policy of its own is nobody else's. */
  @Test
  void whatHasNoPolicyIsForItsOwnAccount() {
    Named use = identity("use", allow("kms:Decrypt"));
    assertDecided(
        user(OTHER, "eve"),
        policies(List.of(use), new Policies.NoPolicy()),
        Outcome.IMPLICIT_DENY,
        Because.RESOURCE);
  }

  /** What a service shares by itself is asked of the caller's own policies alone. */
  @Test
  void whatItsServiceSharesIsForWhoeverMayInTheirAccount() {
    OfResource shared = new Policies.SharedByService();
    Identity eve = user(OTHER, "eve");
    Named use = identity("use", allow("kms:Decrypt"));
    assertDecided(eve, policies(List.of(use), shared), Outcome.ALLOWED, Because.IDENTITY);
    assertDecided(eve, policies(List.of(), shared), Outcome.IMPLICIT_DENY, Because.IDENTITY);
    Policies limited =
        new Policies(
            List.of(use),
            Optional.empty(),
            List.of(),
            List.of(List.of(identity("only RDS", allow("rds:*")))),
            shared,
            Optional.empty());
    assertDecided(eve, limited, Outcome.IMPLICIT_DENY, Because.SERVICE_CONTROL);
  }

  /** [GRANT]: a grant allows by itself; an explicit denial still wins. */
  @Test
  void aGrantIsEnoughUnlessDenied() {
    Policies granted =
        new Policies(
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            ACCOUNT_DECIDES,
            Optional.of("grant-1"));
    assertDecided(ALICE, granted, Outcome.ALLOWED, Because.GRANT);
    assertDecided(user(OTHER, "eve"), granted, Outcome.ALLOWED, Because.GRANT);
    assertDecided(
        ALICE,
        new Policies(
            List.of(identity("deny", deny("kms:*"))),
            Optional.empty(),
            List.of(),
            List.of(),
            ACCOUNT_DECIDES,
            Optional.of("grant-1")),
        Outcome.EXPLICIT_DENY,
        Because.IDENTITY);
  }

  /** A service is let in by name only. */
  @Test
  void aServiceIsNoOneElse() {
    Identity rds =
        new Identity(Identity.Kind.SERVICE, ACCOUNT, "rds.amazonaws.com", Optional.empty());
    String named =
        "{'Effect':'Allow','Principal':{'Service':'rds.amazonaws.com'},'Action':'kms:*','Resource':'*'}";
    assertDecided(rds, policies(List.of(), keyPolicy(named)), Outcome.ALLOWED, Because.RESOURCE);
    assertDecided(
        rds, policies(List.of(), ACCOUNT_DECIDES), Outcome.IMPLICIT_DENY, Because.RESOURCE);
    assertDecided(
        user(ACCOUNT, "rds.amazonaws.com"),
        policies(List.of(), keyPolicy(named)),
        Outcome.IMPLICIT_DENY,
        Because.RESOURCE);
  }

  /** [EVAL] NotPrincipal: everybody but those. */
  @Test
  void notPrincipalMeansTheOthers() {
    OfResource others =
        keyPolicy(
            keyStatement("Allow", "*"),
            "{'Effect':'Deny','NotPrincipal':{'AWS':['arn:aws:iam::111122223333:user/alice','arn:aws:iam::111122223333:root']},"
                + "'Action':'kms:*','Resource':'*'}");
    assertDecided(ALICE, policies(List.of(), others), Outcome.ALLOWED, Because.RESOURCE);
    assertDecided(
        user(OTHER, "eve"), policies(List.of(), others), Outcome.EXPLICIT_DENY, Because.RESOURCE);
  }

  /** [ERR] gives the sentences. */
  @Test
  void aDenialIsSaidInAwssWords() {
    AccessRequest request = decrypt(ALICE);
    assertThat(Evaluation.evaluate(request, policies(List.of(), ACCOUNT_DECIDES)).sentence(request))
        .isEqualTo(
            "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:Decrypt"
                + " on resource: "
                + KEY
                + " because no identity-based policy allows the kms:Decrypt action");
    assertThat(
            Evaluation.evaluate(
                    request, policies(List.of(identity("deny", deny("kms:*"))), ACCOUNT_DECIDES))
                .sentence(request))
        .endsWith("with an explicit deny in an identity-based policy");
  }

  @Test
  void aDecisionNamesTheStatementThatDecided() {
    Named use =
        identity(
            "arn:aws:iam::111122223333:policy/use",
            allow("rds:*"),
            "{'Sid':'Opens','Effect':'Allow','Action':'kms:De*','Resource':'*'}");
    assertThat(
            Evaluation.evaluate(decrypt(ALICE), policies(List.of(use), ACCOUNT_DECIDES))
                .statement())
        .map(Decision.DecidedBy::toString)
        .contains("arn:aws:iam::111122223333:policy/use#Opens");
  }
}
