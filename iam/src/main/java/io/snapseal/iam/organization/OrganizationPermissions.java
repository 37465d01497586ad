package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.TagConditions;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * What every operation needs (Service Authorization Reference, "Actions, resources, and condition
 * keys for AWS Organizations"). What names something is on that thing, in the management account;
 * whoever is of another account is refused by the service whatever the resource.
 */
final class OrganizationPermissions {
  /** Actions that the reference does not narrow to a resource. */
  private static final List<String> ON_ANY =
      List.of(
          "CreateOrganization",
          "DescribeOrganization",
          "DeleteOrganization",
          "CreateAccount",
          "DescribeCreateAccountStatus",
          "ListCreateAccountStatus",
          "ListAccounts",
          "ListRoots",
          "CreatePolicy",
          "ListPolicies",
          "ListAWSServiceAccessForOrganization",
          "ListDelegatedAdministrators");

  /** The members of a request that name what an action is on, by operation. */
  private static final Map<String, List<String>> NAMED_BY =
      Map.ofEntries(
          Map.entry("DescribeAccount", List.of("AccountId")),
          Map.entry("CloseAccount", List.of("AccountId")),
          Map.entry("RemoveAccountFromOrganization", List.of("AccountId")),
          Map.entry("MoveAccount", List.of("AccountId", "SourceParentId", "DestinationParentId")),
          Map.entry("CreateOrganizationalUnit", List.of("ParentId")),
          Map.entry("DescribeOrganizationalUnit", List.of("OrganizationalUnitId")),
          Map.entry("UpdateOrganizationalUnit", List.of("OrganizationalUnitId")),
          Map.entry("DeleteOrganizationalUnit", List.of("OrganizationalUnitId")),
          Map.entry("ListOrganizationalUnitsForParent", List.of("ParentId")),
          Map.entry("ListAccountsForParent", List.of("ParentId")),
          Map.entry("ListChildren", List.of("ParentId")),
          Map.entry("ListParents", List.of("ChildId")),
          Map.entry("EnablePolicyType", List.of("RootId")),
          Map.entry("DisablePolicyType", List.of("RootId")),
          Map.entry("DescribePolicy", List.of("PolicyId")),
          Map.entry("UpdatePolicy", List.of("PolicyId")),
          Map.entry("DeletePolicy", List.of("PolicyId")),
          Map.entry("AttachPolicy", List.of("PolicyId", "TargetId")),
          Map.entry("DetachPolicy", List.of("PolicyId", "TargetId")),
          Map.entry("ListPoliciesForTarget", List.of("TargetId")),
          Map.entry("ListTargetsForPolicy", List.of("PolicyId")),
          Map.entry("TagResource", List.of("ResourceId")),
          Map.entry("UntagResource", List.of("ResourceId")),
          Map.entry("ListTagsForResource", List.of("ResourceId")));

  /** What is made with tags, and of what kind it is. */
  private static final Map<String, String> TAGGED =
      Map.of(
          "CreateAccount", "account",
          "CreateOrganizationalUnit", "ou",
          "CreatePolicy", "policy");

  private static final Set<String> POLICY_TYPE_MEMBERS = Set.of("PolicyType", "Type", "Filter");

  private final StateStore state;

  OrganizationPermissions(StateStore state) {
    this.state = state;
  }

  /** The declarations, by operation. */
  Map<String, Permission> all() {
    Map<String, Permission> all = new HashMap<>();
    ON_ANY.forEach(operation -> all.put(operation, permission(operation, List.of())));
    NAMED_BY.forEach((operation, members) -> all.put(operation, permission(operation, members)));
    return Map.copyOf(all);
  }

  private Permission permission(String operation, List<String> members) {
    return Permission.of(
        AwsRequest.class,
        (caller, request) -> {
          Optional<Tree> tree = own(caller);
          List<Need> needs = new ArrayList<>();
          for (String member : members) {
            String id = OrganizationChecks.required(field(request, member), member);
            needs.add(need(operation, tree, id).with(keys(request)));
          }
          if (members.isEmpty()) {
            needs.add(new Need("organizations:" + operation, "*").with(keys(request)));
          }
          tagging(operation, tree, request).ifPresent(needs::add);
          return needs;
        });
  }

  private Optional<Tree> own(Caller caller) {
    return state
        .read(handle -> OrganizationState.of(handle, caller.account()))
        .filter(tree -> tree.management().equals(caller.account()));
  }

  private static Need need(String operation, Optional<Tree> tree, String id) {
    String resource = tree.map(own -> OrganizationArn.of(own).named(id)).orElse("*");
    Map<String, String> tags =
        tree.flatMap(own -> own.node(id))
            .map(node -> node.internals().tags())
            .or(
                () ->
                    tree.map(own -> own.policies().get(id)).map(policy -> policy.internal().tags()))
            .orElse(Map.of());
    return new Need("organizations:" + operation, resource).with(TagConditions.held(tags));
  }

  /** To make something with tags needs the right to tag it, too. */
  private static Optional<Need> tagging(String operation, Optional<Tree> tree, AwsRequest request) {
    boolean isTagged =
        request.getValueForField("Tags", List.class).filter(tags -> !tags.isEmpty()).isPresent();
    String kind = TAGGED.get(operation);
    if (kind == null || !isTagged) {
      return Optional.empty();
    }
    String resource =
        tree.map(
                own ->
                    "arn:aws:organizations::%s:%s/%s/*".formatted(own.management(), kind, own.id()))
            .orElse("*");
    return Optional.of(new Need("organizations:TagResource", resource).with(keys(request)));
  }

  /** There is one type of policy here, which need not be said where a policy is named. */
  private static Map<String, List<String>> keys(AwsRequest request) {
    Map<String, List<String>> keys = new HashMap<>(TagConditions.requested(request));
    POLICY_TYPE_MEMBERS.stream()
        .flatMap(member -> Optional.ofNullable(field(request, member)).stream())
        .findFirst()
        .or(
            () ->
                Optional.ofNullable(field(request, "PolicyId")).map(id -> "SERVICE_CONTROL_POLICY"))
        .ifPresent(type -> keys.put("organizations:PolicyType", List.of(type)));
    return keys;
  }

  private static @Nullable String field(AwsRequest request, String member) {
    return request.getValueForField(member, String.class).orElse(null);
  }
}
