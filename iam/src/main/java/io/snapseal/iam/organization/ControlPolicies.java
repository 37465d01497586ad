package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.policy.MalformedPolicyException;
import io.snapseal.state.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;

/** Service control policies (Organizations user guide, "Service control policies"). */
final class ControlPolicies {
  /** In characters; 5,120 until May 2026 (Organizations user guide, "Quotas"). */
  static final int LONGEST = 10_240;

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_DESCRIPTION = 512;
  private static final int MOST = 10_000;

  private final OrganizationState state;
  private final OrganizationIds ids;

  ControlPolicies(OrganizationState state, OrganizationIds ids) {
    this.state = state;
    this.ids = ids;
  }

  Policy create(Caller caller, CreatePolicyRequest request) {
    OrganizationChecks.requireServiceControl(request.type(), "Type");
    String content = content(request.content());
    String name = name(request.name());
    String description = description(request.description());
    return state.change(
        caller,
        (handle, tree) -> {
          requireUnused(tree, name, "");
          if (tree.policies().size() > MOST) {
            throw OrganizationFaults.constraint(
                ConstraintViolationExceptionReason.POLICY_NUMBER_LIMIT_EXCEEDED,
                "You have exceeded the number of policies that you can have in an organization.");
          }
          String id = ids.policy();
          PolicySummary summary =
              PolicySummary.builder()
                  .id(id)
                  .arn(OrganizationArn.of(tree).policy(id))
                  .name(name)
                  .description(description)
                  .type(PolicyType.SERVICE_CONTROL_POLICY)
                  .awsManaged(false)
                  .build();
          Row<PolicySummary, ControlPolicyInternals> row =
              new Row<>(
                  Directory.scope(tree.management()),
                  id,
                  summary,
                  new ControlPolicyInternals(
                      content, OrganizationTags.added(Map.of(), request.tags())));
          OrganizationTables.POLICIES.insert(handle, row);
          return shown(row);
        });
  }

  Policy describe(Caller caller, @Nullable String id) {
    return state.read(caller, tree -> shown(find(tree, id)));
  }

  /** What is left out of the request stays as it is. */
  Policy update(Caller caller, UpdatePolicyRequest request) {
    return state.change(
        caller,
        (handle, tree) -> {
          Row<PolicySummary, ControlPolicyInternals> policy = own(tree, request.policyId());
          PolicySummary.Builder summary = policy.shown().toBuilder();
          if (request.name() != null) {
            requireUnused(tree, name(request.name()), policy.id());
            summary.name(request.name());
          }
          if (request.description() != null) {
            summary.description(description(request.description()));
          }
          String content =
              request.content() == null ? policy.internal().content() : content(request.content());
          Row<PolicySummary, ControlPolicyInternals> changed =
              policy
                  .show(summary.build())
                  .keep(new ControlPolicyInternals(content, policy.internal().tags()));
          OrganizationTables.POLICIES.update(handle, changed);
          return shown(changed);
        });
  }

  void delete(Caller caller, @Nullable String id) {
    state.change(
        caller,
        (handle, tree) -> {
          Row<PolicySummary, ControlPolicyInternals> policy = own(tree, id);
          if (!tree.targetsOf(policy.id()).isEmpty()) {
            throw OrganizationFaults.fault(
                "PolicyInUseException",
                "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.");
          }
          return OrganizationTables.POLICIES.delete(handle, policy.scope(), policy.id());
        });
  }

  /** All of them, in the order of their ids. */
  List<PolicySummary> list(Caller caller, @Nullable PolicyType filter) {
    OrganizationChecks.requireServiceControl(filter, "Filter");
    return state.read(
        caller,
        tree ->
            tree.policies().values().stream()
                .map(Row::shown)
                .sorted(Comparator.comparing(PolicySummary::id))
                .toList());
  }

  /** A policy of the organization, or AWS's. */
  static Row<PolicySummary, ControlPolicyInternals> find(Tree tree, @Nullable String given) {
    String id = OrganizationChecks.matching(given, "PolicyId", OrganizationChecks.POLICY_ID);
    return Optional.ofNullable(tree.policies().get(id))
        .orElseThrow(OrganizationFaults::policyNotFound);
  }

  static Row<PolicySummary, ControlPolicyInternals> own(Tree tree, @Nullable String id) {
    Row<PolicySummary, ControlPolicyInternals> policy = find(tree, id);
    if (Objects.equals(policy.shown().awsManaged(), true)) {
      throw OrganizationFaults.invalid(
          InvalidInputExceptionReason.IMMUTABLE_POLICY,
          "You specified a policy that is managed by AWS and can't be modified.");
    }
    return policy;
  }

  private static Policy shown(Row<PolicySummary, ControlPolicyInternals> row) {
    return Policy.builder().policySummary(row.shown()).content(row.internal().content()).build();
  }

  private static void requireUnused(Tree tree, String name, String except) {
    boolean used =
        tree.policies().values().stream()
            .anyMatch(row -> row.shown().name().equals(name) && !row.id().equals(except));
    if (used) {
      throw OrganizationFaults.fault(
          "DuplicatePolicyException", "A policy with the same name already exists.");
    }
  }

  private static String content(@Nullable String given) {
    String content = OrganizationChecks.required(given, "Content");
    if (content.length() > LONGEST) {
      throw OrganizationFaults.constraint(
          ConstraintViolationExceptionReason.POLICY_CONTENT_LIMIT_EXCEEDED,
          "You have exceeded the maximum policy size.");
    }
    try {
      io.snapseal.iam.policy.Policy.read(io.snapseal.iam.policy.Policy.Kind.IDENTITY, content);
    } catch (MalformedPolicyException e) {
      throw OrganizationFaults.fault(
          "MalformedPolicyDocumentException",
          "The provided policy document does not meet the requirements of the specified policy type: "
              + e.getMessage());
    }
    return content;
  }

  private static String name(@Nullable String given) {
    return OrganizationChecks.text(given, "Name", 1, LONGEST_NAME, OrganizationChecks.ANYTHING);
  }

  private static String description(@Nullable String given) {
    return OrganizationChecks.text(
        given, "Description", 0, LONGEST_DESCRIPTION, OrganizationChecks.ANYTHING);
  }
}
