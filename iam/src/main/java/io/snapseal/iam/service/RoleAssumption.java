package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.Session;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.RoleInternals;
import io.snapseal.iam.directory.TrustPolicy;
import io.snapseal.iam.organization.ClosedAccounts;
import io.snapseal.iam.policy.Policies.Named;
import io.snapseal.iam.policy.Policies.Required;
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
 * What AssumeRole needs: that the role's trust policy and the caller's own policies together allow
 * it (IAM user guide, "Policy evaluation logic" and "Passing session tags in AWS STS"). It is
 * decided where every request is, so that the audit trail has the statement that decided.
 */
final class RoleAssumption {
  private final StateStore state;

  RoleAssumption(StateStore state) {
    this.state = state;
  }

  /** A role with its trust policy as it means today. */
  private record Trusted(Role role, String document) {}

  /** The role, if it is still there once it may be assumed. */
  Role role(Caller caller, String arn) {
    return state
        .read(handle -> open(handle, arn))
        .orElseThrow(() -> notAuthorized(caller, arn))
        .shown();
  }

  /** The actions on the role, judged by its trust policy too. */
  List<Need> needs(Caller caller, AssumeRoleRequest request) {
    requireSound(request);
    if (caller.isRoot()) {
      throw StsFaults.accessDenied("Roles may not be assumed by root accounts.");
    }
    String arn = request.roleArn();
    Map<String, String> tags =
        SessionTags.of(request.tags(), request.transitiveTagKeys(), caller.session()).tags();
    Trusted trusted =
        state
            .read(handle -> open(handle, arn).map(role -> trusted(handle, role)))
            .orElseThrow(() -> notAuthorized(caller, arn));
    Named trust =
        new Named(trusted.role().arn(), Policy.read(Policy.Kind.TRUST, trusted.document()));
    Map<String, List<String>> keys = keys(caller, request, trusted.role(), tags);
    return actions(caller, request, tags).stream()
        .map(action -> new Need(action, arn, keys, new Required(trust, true), Optional::empty))
        .toList();
  }

  /** What is wrong with the request whoever sends it is said first. */
  private static void requireSound(AssumeRoleRequest request) {
    TemporaryCredentials.refuseSecondFactor(request.serialNumber(), request.tokenCode());
    StsChecks.policy(request.policy());
    StsChecks.policyArns(request.policyArns(), request.policy());
  }

  /** As for a role that may not be assumed: a stranger learns not what there is. */
  private static RuntimeException notAuthorized(Caller caller, String arn) {
    return StsFaults.accessDenied(
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(caller.principalArn(), arn));
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
      Caller caller, AssumeRoleRequest request, Map<String, String> tags) {
    List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
    if (!tags.isEmpty()) {
      actions.add("sts:TagSession");
    }
    if (sourceIdentity(caller, request).isPresent()) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  private static Optional<String> sourceIdentity(Caller caller, AssumeRoleRequest request) {
    return Optional.ofNullable(request.sourceIdentity())
        .or(() -> caller.session().flatMap(Session::sourceIdentity));
  }

  private static Map<String, List<String>> keys(
      Caller caller, AssumeRoleRequest request, Role role, Map<String, String> tags) {
    Map<String, List<String>> keys = new HashMap<>();
    keys.put("sts:RoleSessionName", List.of(request.roleSessionName()));
    if (request.externalId() != null) {
      keys.put("sts:ExternalId", List.of(request.externalId()));
    }
    sourceIdentity(caller, request)
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
    return keys;
  }
}
