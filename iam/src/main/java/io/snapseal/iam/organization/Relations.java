package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TargetType;

/** What is under and above what in an organization, and the tags of all of it. */
final class Relations {
  private final OrganizationState state;

  Relations(OrganizationState state) {
    this.state = state;
  }

  List<Root> roots(Caller caller) {
    return state.read(caller, tree -> List.of(tree.root().shown()));
  }

  List<OrganizationalUnit> units(Caller caller, @Nullable String parentId) {
    return state.read(
        caller,
        tree ->
            under(tree, parentId, TargetType.ORGANIZATIONAL_UNIT).stream()
                .map(node -> Objects.requireNonNull(tree.units().get(node.id())).shown())
                .toList());
  }

  List<Account> accounts(Caller caller, @Nullable String parentId) {
    return state.read(
        caller,
        tree ->
            under(tree, parentId, TargetType.ACCOUNT).stream()
                .map(node -> Objects.requireNonNull(tree.accounts().get(node.id())).shown())
                .toList());
  }

  List<Child> children(Caller caller, @Nullable String parentId, @Nullable ChildType given) {
    ChildType type = OrganizationChecks.required(given, "ChildType");
    if (type == ChildType.UNKNOWN_TO_SDK_VERSION) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.INVALID_ENUM, "You specified an invalid value.");
    }
    return state.read(
        caller,
        tree ->
            under(tree, parentId, TargetType.valueOf(type.name())).stream()
                .map(node -> Child.builder().id(node.id()).type(type).build())
                .toList());
  }

  /** There is one always. */
  List<Parent> parents(Caller caller, @Nullable String given) {
    String id = OrganizationChecks.matching(given, "ChildId", OrganizationChecks.CHILD_ID);
    return state.read(
        caller,
        tree -> {
          Node parent =
              tree.node(id)
                  .flatMap(node -> tree.node(node.internals().parent()))
                  .orElseThrow(
                      () ->
                          OrganizationFaults.fault(
                              "ChildNotFoundException",
                              "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified."));
          return List.of(
              Parent.builder()
                  .id(parent.id())
                  .type(ParentType.valueOf(parent.type().name()))
                  .build());
        });
  }

  List<Tag> tags(Caller caller, @Nullable String resourceId) {
    return state.read(
        caller,
        tree ->
            OrganizationTags.shown(
                held(tree, resourceId).orElseThrow(OrganizationFaults::targetNotFound)));
  }

  void tag(Caller caller, @Nullable String resourceId, List<Tag> tags) {
    changeTags(caller, resourceId, old -> OrganizationTags.added(old, tags));
  }

  void untag(Caller caller, @Nullable String resourceId, List<String> keys) {
    changeTags(caller, resourceId, old -> OrganizationTags.removed(old, keys));
  }

  /** The tags of a root, OU, account or policy. */
  static Optional<Map<String, String>> held(Tree tree, @Nullable String given) {
    String id = OrganizationChecks.matching(given, "ResourceId", OrganizationChecks.RESOURCE_ID);
    return tree.node(id)
        .map(node -> node.internals().tags())
        .or(
            () ->
                Optional.ofNullable(tree.policies().get(id))
                    .map(policy -> policy.internal().tags()));
  }

  private void changeTags(
      Caller caller, @Nullable String resourceId, UnaryOperator<Map<String, String>> change) {
    state.change(
        caller,
        (handle, tree) -> {
          Map<String, String> changed =
              change.apply(held(tree, resourceId).orElseThrow(OrganizationFaults::targetNotFound));
          store(handle, tree, Objects.requireNonNull(resourceId), changed);
          return changed;
        });
  }

  private static void store(Handle handle, Tree tree, String id, Map<String, String> tags) {
    Node node = tree.nodes().get(id);
    if (node != null) {
      Nodes.update(handle, tree, node, node.internals().tagged(tags));
      return;
    }
    Row<PolicySummary, ControlPolicyInternals> policy = ControlPolicies.own(tree, id);
    OrganizationTables.POLICIES.update(
        handle, policy.keep(new ControlPolicyInternals(policy.internal().content(), tags)));
  }

  private static List<Node> under(Tree tree, @Nullable String parentId, TargetType type) {
    return tree.under(Units.parent(tree, parentId)).stream()
        .filter(node -> node.type() == type)
        .toList();
  }
}
