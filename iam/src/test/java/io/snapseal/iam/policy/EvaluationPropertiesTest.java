package io.snapseal.iam.policy;

import static io.snapseal.iam.policy.Cases.ACCOUNT;
import static io.snapseal.iam.policy.Cases.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.iam.policy.Policies.Named;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What holds of every request and every set of policies: thousands of both, made at random. */
class EvaluationPropertiesTest {
  private static final int ROUNDS = 20_000;
  private static final List<Identity> WHO =
      List.of(
          Identity.root(ACCOUNT),
          Identity.user(ACCOUNT, "alice"),
          Identity.session(ACCOUNT, "ops", "monday"),
          Identity.user(OTHER, "eve"),
          Identity.root(OTHER));
  private static final List<String> PRINCIPALS =
      List.of(
          "*",
          "arn:aws:iam::111122223333:root",
          "444455556666",
          "arn:aws:iam::111122223333:user/alice",
          "arn:aws:iam::111122223333:role/ops",
          "arn:aws:sts::111122223333:assumed-role/ops/monday",
          "arn:aws:iam::444455556666:user/eve");
  private static final List<String> ACTIONS =
      List.of("*", "kms:*", "kms:Decrypt", "kms:De*", "kms:Encrypt", "rds:*");
  private static final List<String> RESOURCES =
      List.of("*", Cases.KEY, "arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:eu-*");
  private static final List<String> CONDITIONS =
      List.of(
          "",
          ",'Condition':{'StringEquals':{'kms:ViaService':'rds.eu-west-1.amazonaws.com'}}",
          ",'Condition':{'StringNotEquals':{'aws:PrincipalTag/team':'db'}}",
          ",'Condition':{'Bool':{'aws:SecureTransport':true}}",
          ",'Condition':{'ForAllValues:StringLike':{'kms:EncryptionContextKeys':'aws:*'}}");

  private final Random random = new Random(42);

  private void everywhere(BiConsumer<AccessRequest, Policies> check) {
    int allowed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      AccessRequest request = request();
      Policies policies = policies();
      allowed += Evaluation.evaluate(request, policies).isAllowed() ? 1 : 0;
      check.accept(request, policies);
    }
    assertThat(allowed).as("both outcomes occur often").isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
  }

  @Test
  void anExplicitDenyAlwaysWins() {
    everywhere(
        (request, policies) -> {
          Named deny = Cases.identity("deny", Cases.deny(request.action()));
          assertDenied(request, withIdentity(policies, plus(policies.identity(), deny)));
          assertDenied(request, withBoundary(policies, deny));
          assertDenied(request, withSession(policies, plus(policies.session(), deny)));
          assertDenied(request, withServiceControl(policies, List.of(deny)));
        });
  }

  @Test
  void addingADenialNeverGrants() {
    everywhere(
        (request, policies) ->
            assertNotWider(
                request,
                policies,
                withIdentity(
                    policies,
                    plus(policies.identity(), Cases.identity("more", statement("Deny", false))))));
  }

  @Test
  void aLimitNeverWidens() {
    everywhere(
        (request, policies) -> {
          Named limit = Cases.identity("limit", statement("Allow", false));
          assertNotWider(
              request, withoutBoundary(policies), withBoundary(withoutBoundary(policies), limit));
          assertNotWider(
              request, withSession(policies, List.of()), withSession(policies, List.of(limit)));
          assertNotWider(request, policies, withServiceControl(policies, List.of(limit)));
        });
  }

  @Test
  void theOrderOfStatementsAndPoliciesNeverMatters() {
    everywhere(
        (request, policies) -> {
          List<Named> shuffled = new ArrayList<>();
          for (Named named : policies.identity()) {
            List<Statement> statements = new ArrayList<>(named.policy().statements());
            Collections.shuffle(statements, random);
            shuffled.add(new Named(named.name(), new Policy(statements)));
          }
          Collections.shuffle(shuffled, random);
          assertThat(Evaluation.evaluate(request, withIdentity(policies, shuffled)).outcome())
              .isEqualTo(Evaluation.evaluate(request, policies).outcome());
        });
  }

  private static void assertDenied(AccessRequest request, Policies policies) {
    assertThat(Evaluation.evaluate(request, policies).outcome())
        .isEqualTo(Decision.Outcome.EXPLICIT_DENY);
  }

  private static void assertNotWider(AccessRequest request, Policies before, Policies after) {
    if (Evaluation.evaluate(request, after).isAllowed()) {
      assertThat(Evaluation.evaluate(request, before).isAllowed()).isTrue();
    }
  }

  private AccessRequest request() {
    return Cases.request(
        pick(WHO),
        pick(List.of("kms:Decrypt", "kms:Encrypt", "kms:CreateGrant")),
        Cases.KEY,
        Map.of(
            "kms:ViaService",
            random.nextBoolean() ? List.of("rds.eu-west-1.amazonaws.com") : List.of(),
            "aws:SecureTransport",
            List.of(Boolean.toString(random.nextBoolean())),
            "kms:EncryptionContextKeys",
            random.nextBoolean() ? List.of("aws:rds:db-id", "team") : List.of("aws:rds:db-id")));
  }

  private Policies policies() {
    return new Policies(
        some(2, "identity"),
        random.nextInt(4) == 0 ? Optional.of(one("boundary")) : Optional.empty(),
        random.nextInt(4) == 0 ? some(1, "session") : List.of(),
        random.nextInt(4) == 0 ? List.of(List.of(one("scp"))) : List.of(),
        random.nextInt(5) == 0
            ? new Policies.NoPolicy()
            : Cases.keyPolicy(statement("Allow", true), statement(effect(), true)),
        random.nextInt(10) == 0 ? Optional.of("grant") : Optional.empty());
  }

  private List<Named> some(int atMost, String name) {
    List<Named> list = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(atMost + 1) && i < atMost; i++) {
      list.add(one(name + i));
    }
    return list;
  }

  private Named one(String name) {
    return Cases.identity(name, statement("Allow", false), statement(effect(), false));
  }

  private String effect() {
    return random.nextInt(5) == 0 ? "Deny" : "Allow";
  }

  private String statement(String effect, boolean principal) {
    return "{'Effect':'%s',%s'%s':'%s','%s':'%s'%s}"
        .formatted(
            effect,
            principal ? "'Principal':{'AWS':'" + pick(PRINCIPALS) + "'}," : "",
            random.nextInt(6) == 0 ? "NotAction" : "Action",
            pick(ACTIONS),
            random.nextInt(6) == 0 ? "NotResource" : "Resource",
            pick(RESOURCES),
            pick(CONDITIONS));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<Named> plus(List<Named> list, Named more) {
    List<Named> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }

  private static Policies withIdentity(Policies p, List<Named> identity) {
    return new Policies(
        identity, p.boundary(), p.session(), p.serviceControl(), p.resource(), p.grant());
  }

  private static Policies withBoundary(Policies p, Named boundary) {
    return new Policies(
        p.identity(),
        Optional.of(boundary),
        p.session(),
        p.serviceControl(),
        p.resource(),
        p.grant());
  }

  private static Policies withoutBoundary(Policies p) {
    return new Policies(
        p.identity(), Optional.empty(), p.session(), p.serviceControl(), p.resource(), p.grant());
  }

  private static Policies withSession(Policies p, List<Named> session) {
    return new Policies(
        p.identity(), p.boundary(), session, p.serviceControl(), p.resource(), p.grant());
  }

  private static Policies withServiceControl(Policies p, List<Named> level) {
    List<List<Named>> levels = new ArrayList<>(p.serviceControl());
    levels.add(level);
    return new Policies(p.identity(), p.boundary(), p.session(), levels, p.resource(), p.grant());
  }
}
