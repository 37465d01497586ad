package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/**
 * Which policy is attached to what (Organizations user guide, "Attaching and detaching service
 * control policies").
 */
final class Attachments {
  /** Five until May 2026 (Organizations user guide, "Quotas"). */
  static final int MOST = 10;

  private final OrganizationState state;

  Attachments(OrganizationState state) {
    this.state = state;
  }

  void attach(Caller caller, @Nullable String policyId, @Nullable String targetId) {
    state.change(
        caller,
        (handle, tree) -> {
          String policy = ControlPolicies.find(tree, policyId).id();
          Node target = target(tree, targetId);
          PolicyTypes.requireControlled(tree);
          List<String> attached = target.internals().policies();
          if (attached.contains(policy)) {
            throw OrganizationFaults.fault(
                "DuplicatePolicyAttachmentException",
                "The selected policy is already attached to the specified target.");
          }
          if (attached.size() >= MOST) {
            throw OrganizationFaults.constraint(
                ConstraintViolationExceptionReason.MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED,
                "You have attached the maximum number of policies to the specified target.");
          }
          Nodes.update(handle, tree, target, target.internals().attach(policy));
          return target;
        });
  }

  void detach(Caller caller, @Nullable String policyId, @Nullable String targetId) {
    state.change(
        caller,
        (handle, tree) -> {
          String policy = ControlPolicies.find(tree, policyId).id();
          Node target = target(tree, targetId);
          if (!target.internals().policies().contains(policy)) {
            throw OrganizationFaults.fault(
                "PolicyNotAttachedException",
                "The policy isn't attached to the specified target in the specified root.");
          }
          if (target.internals().policies().size() == 1) {
            throw OrganizationFaults.constraint(
                ConstraintViolationExceptionReason.MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED,
                "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.");
          }
          Nodes.update(handle, tree, target, target.internals().detach(policy));
          return target;
        });
  }

  /** What is attached to the target itself, in the order of the policies' ids. */
  List<PolicySummary> policies(
      Caller caller, @Nullable String targetId, @Nullable PolicyType filter) {
    OrganizationChecks.requireServiceControl(filter, "Filter");
    return state.read(
        caller,
        tree ->
            target(tree, targetId).internals().policies().stream()
                .map(id -> ControlPolicies.find(tree, id).shown())
                .sorted(Comparator.comparing(PolicySummary::id))
                .toList());
  }

  /** What a policy is attached to, in the order of the targets' ids. */
  List<PolicyTargetSummary> targets(Caller caller, @Nullable String policyId) {
    return state.read(
        caller,
        tree ->
            tree.targetsOf(ControlPolicies.find(tree, policyId).id()).stream()
                .map(Node::summary)
                .sorted(Comparator.comparing(PolicyTargetSummary::targetId))
                .toList());
  }

  private static Node target(Tree tree, @Nullable String given) {
    String id = OrganizationChecks.matching(given, "TargetId", OrganizationChecks.TARGET_ID);
    return tree.node(id).orElseThrow(OrganizationFaults::targetNotFound);
  }
}
