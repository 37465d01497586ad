package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.TargetType;

/**
 * Whether service control policies are in force. When they are enabled, AWS's own policy that
 * allows everything is attached to everything; when they are disabled, all of them are detached
 * (Organizations user guide, "Enabling and disabling policy types").
 */
final class PolicyTypes {
  private final OrganizationState state;

  PolicyTypes(OrganizationState state) {
    this.state = state;
  }

  Root enable(Caller caller, EnablePolicyTypeRequest request) {
    return state.change(
        caller,
        (handle, tree) -> {
          requireRoot(tree, request.rootId());
          OrganizationChecks.requireServiceControl(request.policyType(), "PolicyType");
          if (tree.isControlled()) {
            throw OrganizationFaults.fault(
                "PolicyTypeAlreadyEnabledException",
                "The specified policy type is already enabled in the specified root.");
          }
          return set(handle, tree, OrganizationLife.enabled(), List.of(FullAccess.ID));
        });
  }

  Root disable(Caller caller, DisablePolicyTypeRequest request) {
    return state.change(
        caller,
        (handle, tree) -> {
          requireRoot(tree, request.rootId());
          OrganizationChecks.requireServiceControl(request.policyType(), "PolicyType");
          requireControlled(tree);
          return set(handle, tree, List.of(), List.of());
        });
  }

  static void requireControlled(Tree tree) {
    if (!tree.isControlled()) {
      throw OrganizationFaults.fault(
          "PolicyTypeNotEnabledException",
          "This operation can be performed only for enabled policy types.");
    }
  }

  private static Root set(
      Handle handle, Tree tree, List<PolicyTypeSummary> types, List<String> attached) {
    tree.nodes().values().stream()
        .filter(node -> node.type() != TargetType.ROOT)
        .forEach(node -> Nodes.update(handle, tree, node, node.internals().holding(attached)));
    Root changed = tree.root().shown().toBuilder().policyTypes(types).build();
    OrganizationTables.ROOTS.update(
        handle, tree.root().show(changed).keep(tree.root().internal().holding(attached)));
    return changed;
  }

  private static void requireRoot(Tree tree, @Nullable String id) {
    String root = OrganizationChecks.matching(id, "RootId", OrganizationChecks.ROOT_ID);
    if (!root.equals(tree.root().id())) {
      throw OrganizationFaults.fault(
          "RootNotFoundException", "You specified a root that doesn't exist.");
    }
  }
}
