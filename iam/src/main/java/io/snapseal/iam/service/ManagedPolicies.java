package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.EntityArn;
import io.snapseal.iam.directory.EntityIds;
import io.snapseal.iam.directory.PolicyInternals;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.Tag;

/** Managed policies (IAM user guide, "Managed policies and inline policies"). */
final class ManagedPolicies {
  static final int LONGEST = 6144;

  private final StateStore state;
  private final EntityIds ids;
  private final Clock clock;

  ManagedPolicies(StateStore state, EntityIds ids, Clock clock) {
    this.state = state;
    this.ids = ids;
    this.clock = clock;
  }

  StateStore state() {
    return state;
  }

  Policy create(Caller caller, CreatePolicyRequest request) {
    String name = request.policyName();
    String path = IamRequests.path(request.path());
    String document = document(request.policyDocument());
    List<Tag> tags = EntityTags.added(List.of(), request.tags());
    Instant now = clock.instant();
    Policy.Builder policy =
        Policy.builder()
            .policyName(name)
            .policyId(ids.policy())
            .arn(new EntityArn(caller.account(), "policy", path, name).toString())
            .path(path)
            .defaultVersionId("v1")
            .isAttachable(true)
            .description(request.description())
            .createDate(now)
            .updateDate(now);
    Policy made = policy.tags(EntityTags.orNone(tags)).build();
    Row<Policy, PolicyInternals> row =
        new Row<>(
            Directory.scope(caller.account()),
            Directory.id(name),
            made,
            PolicyInternals.first(document, now));
    if (!state.write(handle -> Directory.POLICIES.insert(handle, row))) {
      throw IamFaults.alreadyExists(
          "A policy called " + name + " already exists. Duplicate names are not allowed.");
    }
    return counted(made, new PolicyUses(List.of()));
  }

  Policy get(Caller caller, String arn) {
    return state.read(
        handle ->
            counted(find(handle, caller, arn).shown(), PolicyUses.in(handle, caller.account())));
  }

  /** A page without tags and descriptions, which ListPolicies does not show. */
  Page<Policy> list(Caller caller, ListPoliciesRequest request) {
    String prefix = IamRequests.path(request.pathPrefix());
    List<Policy> all =
        state.read(
            handle -> {
              PolicyUses uses = PolicyUses.in(handle, caller.account());
              return inScope(handle, caller, request.scope()).stream()
                  .filter(row -> row.shown().path().startsWith(prefix))
                  .map(row -> brief(counted(row.shown(), uses)))
                  .filter(policy -> isWanted(policy, request))
                  .toList();
            });
    return Lists.page(all, ManagedPolicies::sortedBy, request.marker(), request.maxItems());
  }

  void delete(Caller caller, String arn) {
    state.change(
        handle -> {
          Row<Policy, PolicyInternals> policy = own(handle, caller, arn);
          if (!PolicyUses.in(handle, caller.account()).of(policy.shown().arn()).isEmpty()) {
            throw IamFaults.deleteConflict("Cannot delete a policy attached to entities.");
          }
          if (policy.internal().versions().size() > 1) {
            throw IamFaults.deleteConflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
          }
          Directory.POLICIES.delete(handle, policy.scope(), policy.id());
        });
  }

  List<Tag> tags(Caller caller, String arn) {
    return state.read(handle -> find(handle, caller, arn)).shown().tags();
  }

  void changeTags(Caller caller, String arn, UnaryOperator<List<Tag>> change) {
    change(
        caller,
        arn,
        row ->
            row.show(
                row.shown().toBuilder()
                    .tags(EntityTags.orNone(change.apply(row.shown().tags())))
                    .build()));
  }

  /** Stores what the change makes of a policy, in the transaction that reads it. */
  Row<Policy, PolicyInternals> change(
      Caller caller, String arn, UnaryOperator<Row<Policy, PolicyInternals>> change) {
    return state.write(
        handle -> {
          Row<Policy, PolicyInternals> changed = change.apply(own(handle, caller, arn));
          Directory.POLICIES.update(handle, changed);
          return changed;
        });
  }

  /** A policy that the caller's account may look at: its own, or AWS's. */
  static Row<Policy, PolicyInternals> find(Handle handle, Caller caller, String given) {
    String arn = IamRequests.policyArn(given);
    return Directory.policy(handle, arn)
        .filter(
            row -> Directory.isAwsManaged(row) || row.scope().account().equals(caller.account()))
        .orElseThrow(() -> IamFaults.policyNotFound(arn));
  }

  /** A document that fits a managed policy. */
  static String document(String document) {
    Documents.identity(document);
    if (Documents.size(document) > LONGEST) {
      throw IamFaults.quota("PolicySize", LONGEST);
    }
    return document;
  }

  private static Row<Policy, PolicyInternals> own(Handle handle, Caller caller, String given) {
    Row<Policy, PolicyInternals> policy = find(handle, caller, given);
    if (Directory.isAwsManaged(policy)) {
      throw IamFaults.invalidInput("Policy " + given + " is managed by AWS and cannot be changed.");
    }
    return policy;
  }

  private static List<Row<Policy, PolicyInternals>> inScope(
      Handle handle, Caller caller, @Nullable PolicyScopeType scope) {
    List<Row<Policy, PolicyInternals>> policies = new ArrayList<>();
    if (scope != PolicyScopeType.AWS) {
      policies.addAll(Directory.POLICIES.list(handle, Directory.scope(caller.account())));
    }
    if (scope != PolicyScopeType.LOCAL) {
      policies.addAll(Directory.awsManaged());
    }
    policies.sort(Comparator.comparing(row -> ManagedPolicies.sortedBy(row.shown())));
    return policies;
  }

  private static boolean isWanted(Policy policy, ListPoliciesRequest request) {
    boolean used =
        policy.attachmentCount() > 0
            && request.policyUsageFilter() != PolicyUsageType.PERMISSIONS_BOUNDARY;
    boolean bounds =
        policy.permissionsBoundaryUsageCount() > 0
            && request.policyUsageFilter() != PolicyUsageType.PERMISSIONS_POLICY;
    boolean onlyUsed =
        Boolean.TRUE.equals(request.onlyAttached()) || request.policyUsageFilter() != null;
    return !onlyUsed || used || bounds;
  }

  private static String sortedBy(Policy policy) {
    return Directory.id(policy.policyName()) + " " + policy.arn();
  }

  private static Policy counted(Policy policy, PolicyUses uses) {
    return policy.toBuilder()
        .attachmentCount(uses.count(policy.arn(), false))
        .permissionsBoundaryUsageCount(uses.count(policy.arn(), true))
        .build();
  }

  private static Policy brief(Policy policy) {
    return Policy.builder()
        .policyName(policy.policyName())
        .policyId(policy.policyId())
        .arn(policy.arn())
        .path(policy.path())
        .defaultVersionId(policy.defaultVersionId())
        .attachmentCount(policy.attachmentCount())
        .permissionsBoundaryUsageCount(policy.permissionsBoundaryUsageCount())
        .isAttachable(policy.isAttachable())
        .createDate(policy.createDate())
        .updateDate(policy.updateDate())
        .build();
  }
}
