package io.snapseal.iam.service;

import io.snapseal.iam.Membership;
import io.snapseal.iam.policy.AccessRequest;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Decision.DecidedBy;
import io.snapseal.iam.policy.Evaluation;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.MatchedStatements;
import io.snapseal.iam.policy.Policies;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policies.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrganizationsDecisionDetail;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Statement;

/**
 * What would be decided, by the same evaluation that decides (IAM API reference,
 * SimulateCustomPolicy).
 *
 * @param who whose request it would be
 * @param identity its policies
 * @param resource the policy of every resource named; evaluated as a key's is, which must let even
 *     its own account in
 * @param owner the account of a resource whose ARN has none
 * @param asked the context keys that the policies ask for
 * @param membership where in an organization its account is
 */
record Simulation(
    Identity who,
    List<Named> identity,
    Optional<Named> boundary,
    Optional<Named> resource,
    String owner,
    Context context,
    Set<String> asked,
    Optional<Membership> membership) {

  /** The same for somebody of an organization. */
  Simulation in(Optional<Membership> organization) {
    return new Simulation(who, identity, boundary, resource, owner, context, asked, organization);
  }

  /** The result for one action on one resource. */
  EvaluationResult of(String action, String on) {
    AccessRequest request = new AccessRequest(who, action, on, ownerOf(on), context);
    Decision decision = Evaluation.evaluate(request, policies());
    List<Statement> matched = matched(request, decision);
    List<String> missing =
        asked.stream().filter(key -> context.values(key).isEmpty()).sorted().toList();
    PolicyEvaluationDecisionType word = word(decision);
    EvaluationResult.Builder result =
        EvaluationResult.builder()
            .evalActionName(action)
            .evalResourceName(on)
            .evalDecision(word)
            .matchedStatements(matched)
            .missingContextValues(missing);
    ResourceSpecificResult.Builder specific =
        ResourceSpecificResult.builder()
            .evalResourceName(on)
            .evalResourceDecision(word)
            .matchedStatements(matched)
            .missingContextValues(missing);
    if (boundary.isPresent()) {
      PermissionsBoundaryDecisionDetail detail = withinBoundary(request, boundary.get());
      result.permissionsBoundaryDecisionDetail(detail);
      specific.permissionsBoundaryDecisionDetail(detail);
    }
    if (membership.isPresent()) {
      result.organizationsDecisionDetail(withinOrganization(request));
    }
    return result.resourceSpecificResults(specific.build()).build();
  }

  private Policies policies() {
    return new Policies(
        identity,
        boundary,
        List.of(),
        serviceControl(),
        resource.isPresent() ? new Required(resource.get(), false) : new Policies.NoPolicy(),
        Optional.empty());
  }

  private List<List<Named>> serviceControl() {
    return membership.map(Membership::serviceControl).orElse(List.of());
  }

  private OrganizationsDecisionDetail withinOrganization(AccessRequest request) {
    return OrganizationsDecisionDetail.builder()
        .allowedByOrganizations(
            serviceControl().stream()
                .allMatch(
                    level ->
                        MatchedStatements.of(request, level, false).isEmpty()
                            && !MatchedStatements.of(request, level, true).isEmpty()))
        .build();
  }

  private static PermissionsBoundaryDecisionDetail withinBoundary(
      AccessRequest request, Named boundary) {
    List<Named> alone = List.of(boundary);
    return PermissionsBoundaryDecisionDetail.builder()
        .allowedByPermissionsBoundary(
            MatchedStatements.of(request, alone, false).isEmpty()
                && !MatchedStatements.of(request, alone, true).isEmpty())
        .build();
  }

  /** The statements that deny, if any does; otherwise those that would allow. */
  private List<Statement> matched(AccessRequest request, Decision decision) {
    boolean allows = decision.outcome() != Decision.Outcome.EXPLICIT_DENY;
    List<Statement> matched = new ArrayList<>();
    matched.addAll(shown(MatchedStatements.of(request, identity, allows), "IAM Policy"));
    boundary.ifPresent(
        named -> {
          if (!allows) {
            matched.addAll(
                shown(
                    MatchedStatements.of(request, List.of(named), false),
                    "Permissions Boundary Policy"));
          }
        });
    resource.ifPresent(
        named ->
            matched.addAll(
                shown(MatchedStatements.of(request, List.of(named), allows), "Resource Policy")));
    return matched;
  }

  private static List<Statement> shown(List<DecidedBy> statements, String type) {
    return statements.stream()
        .map(by -> Statement.builder().sourcePolicyId(by.policy()).sourcePolicyType(type).build())
        .toList();
  }

  private String ownerOf(String resource) {
    List<String> parts = List.of(resource.split(":", 6));
    return parts.size() == 6 && parts.get(4).matches("\\d{12}") ? parts.get(4) : owner;
  }

  private static PolicyEvaluationDecisionType word(Decision decision) {
    return switch (decision.outcome()) {
      case ALLOWED -> PolicyEvaluationDecisionType.ALLOWED;
      case EXPLICIT_DENY -> PolicyEvaluationDecisionType.EXPLICIT_DENY;
      case IMPLICIT_DENY -> PolicyEvaluationDecisionType.IMPLICIT_DENY;
    };
  }
}
