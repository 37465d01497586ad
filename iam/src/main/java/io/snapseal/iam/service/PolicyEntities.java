package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.service.PolicyUses.Use;
import io.snapseal.state.Page;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** Who a managed policy is attached to, or bounds. */
final class PolicyEntities {
  private final ManagedPolicies policies;

  PolicyEntities(ManagedPolicies policies) {
    this.policies = policies;
  }

  /** A page counts groups, roles and users together. */
  ListEntitiesForPolicyResponse list(Caller caller, ListEntitiesForPolicyRequest request) {
    String prefix = IamRequests.path(request.pathPrefix());
    List<Use> uses =
        policies
            .state()
            .read(
                handle -> {
                  String arn =
                      ManagedPolicies.find(handle, caller, request.policyArn()).shown().arn();
                  return PolicyUses.in(handle, caller.account()).of(arn);
                })
            .stream()
            .filter(use -> use.path().startsWith(prefix) && isWanted(use, request))
            .toList();
    Page<Use> page = Lists.page(uses, Use::sortedBy, request.marker(), request.maxItems());
    return ListEntitiesForPolicyResponse.builder()
        .policyGroups(
            only(
                page,
                "Group",
                u -> PolicyGroup.builder().groupName(u.name()).groupId(u.id()).build()))
        .policyUsers(
            only(page, "User", u -> PolicyUser.builder().userName(u.name()).userId(u.id()).build()))
        .policyRoles(
            only(page, "Role", u -> PolicyRole.builder().roleName(u.name()).roleId(u.id()).build()))
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  private static boolean isWanted(Use use, ListEntitiesForPolicyRequest request) {
    EntityType kind = request.entityFilter();
    PolicyUsageType usage = request.policyUsageFilter();
    return (kind == null || kind.name().equals(use.kind().toUpperCase(Locale.ROOT)))
        && (usage == null || use.boundary() == (usage == PolicyUsageType.PERMISSIONS_BOUNDARY));
  }

  private static <T> List<T> only(Page<Use> page, String kind, Function<Use, T> shown) {
    return page.items().stream().filter(use -> use.kind().equals(kind)).map(shown).toList();
  }
}
