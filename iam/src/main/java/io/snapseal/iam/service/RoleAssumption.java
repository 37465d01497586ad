package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Session;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.iam.directory.TrustPolicy;
import io.snapseal.iam.organization.ClosedAccounts;
import io.snapseal.iam.policy.AccessRequest;
import io.snapseal.iam.policy.Context;
import io.snapseal.iam.policy.Decision;
import io.snapseal.iam.policy.Evaluation;
import io.snapseal.iam.policy.Identity;
import io.snapseal.iam.policy.Policies;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policy;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * Decides whether a role may be assumed: by its trust policy and the caller's own policies in one
 * evaluation (IAM user guide, "Policy evaluation logic" and "Passing session tags in AWS STS").
 */
final class RoleAssumption {
  private final StateStore state;

  RoleAssumption(StateStore state) {
    this.state = state;
  }

  /** A role with its trust policy as it means today. */
  record Trusted(Role role, String document) {}

  /**
   * The role, once the caller may assume it in that way.
   *
   * @param tags all tags of the new session, those passed on from the caller's among them
   */
  Role allowed(
      Caller caller, CallerPolicies calling, AssumeRoleRequest request, Map<String, String> tags) {
    if (calling.who().kind() == Identity.Kind.ROOT) {
      throw StsFaults.accessDenied("Roles may not be assumed by root accounts.");
    }
    String arn = request.roleArn();
    Trusted trusted =
        state
            .read(handle -> open(handle, arn).map(role -> trusted(handle, role)))
            .orElseThrow(
                () ->
                    StsFaults.accessDenied(
                        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                            .formatted(caller.principalArn(), arn)));
    for (String action : actions(calling, request, tags)) {
      AccessRequest asked =
          new AccessRequest(
              calling.who(),
              action,
              arn,
              EntityArn.parse(arn).orElseThrow().account(),
              context(calling, request, trusted.role(), tags));
      Decision decision = Evaluation.evaluate(asked, policies(calling, trusted));
      if (!decision.isAllowed()) {
        throw StsFaults.accessDenied(decision.sentence(asked));
      }
    }
    return trusted.role();
  }

  /** A role of an account that is not closed. */
  private static Optional<Row<Role, RoleInternals>> open(Handle handle, String arn) {
    return Directory.role(handle, arn)
        .filter(role -> !ClosedAccounts.contain(handle, role.scope().account()));
  }

  private static Trusted trusted(Handle handle, Row<Role, RoleInternals> role) {
    return new Trusted(role.shown(), TrustPolicy.document(handle, role));
  }

  /**
   * Tags and source identity that the caller's session passes on must be allowed like given ones.
   */
  private static List<String> actions(
      CallerPolicies calling, AssumeRoleRequest request, Map<String, String> tags) {
    List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
    if (!tags.isEmpty()) {
      actions.add("sts:TagSession");
    }
    if (sourceIdentity(calling, request).isPresent()) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  private static Optional<String> sourceIdentity(
      CallerPolicies calling, AssumeRoleRequest request) {
    return Optional.ofNullable(request.sourceIdentity())
        .or(() -> calling.session().flatMap(Session::sourceIdentity));
  }

  private static Policies policies(CallerPolicies calling, Trusted trusted) {
    Named trust =
        new Named(trusted.role().arn(), Policy.read(Policy.Kind.TRUST, trusted.document()));
    return new Policies(
        calling.identity(),
        calling.boundary(),
        calling.sessionPolicies(),
        calling.serviceControl(),
        new Policies.Required(trust, true),
        Optional.empty());
  }

  private static Context context(
      CallerPolicies calling, AssumeRoleRequest request, Role role, Map<String, String> tags) {
    Map<String, List<String>> keys = new HashMap<>();
    keys.put("sts:RoleSessionName", List.of(request.roleSessionName()));
    if (request.externalId() != null) {
      keys.put("sts:ExternalId", List.of(request.externalId()));
    }
    sourceIdentity(calling, request)
        .ifPresent(identity -> keys.put("sts:SourceIdentity", List.of(identity)));
    tags.forEach((key, value) -> keys.put("aws:RequestTag/" + key, List.of(value)));
    if (!tags.isEmpty()) {
      keys.put("aws:TagKeys", List.copyOf(tags.keySet()));
    }
    if (!request.transitiveTagKeys().isEmpty()) {
      keys.put("sts:TransitiveTagKeys", request.transitiveTagKeys());
    }
    role.tags()
        .forEach(
            tag -> {
              keys.put("aws:ResourceTag/" + tag.key(), List.of(tag.value()));
              keys.put("iam:ResourceTag/" + tag.key(), List.of(tag.value()));
            });
    return calling.context().with(keys);
  }
}
