package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.PolicyInternals;
import io.snapseal.iam.directory.PolicyInternals.Version;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** Versions of managed policies (IAM user guide, "Versioning IAM policies"): five at most. */
final class PolicyVersions {
  private static final int MOST = 5;

  private final ManagedPolicies policies;
  private final Clock clock;

  PolicyVersions(ManagedPolicies policies, Clock clock) {
    this.policies = policies;
    this.clock = clock;
  }

  PolicyVersion create(Caller caller, CreatePolicyVersionRequest request) {
    String document = ManagedPolicies.document(request.policyDocument());
    Row<Policy, PolicyInternals> changed =
        policies.change(
            caller,
            request.policyArn(),
            row -> {
              if (row.internal().versions().size() >= MOST) {
                throw IamFaults.limitExceeded(
                    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
              }
              Row<Policy, PolicyInternals> more =
                  row.keep(row.internal().and(document, clock.instant()));
              return Boolean.TRUE.equals(request.setAsDefault())
                  ? withDefault(more, more.internal().newest().id())
                  : more;
            });
    return shown(changed, changed.internal().newest()).toBuilder().document(null).build();
  }

  PolicyVersion get(Caller caller, String arn, String id) {
    Row<Policy, PolicyInternals> policy =
        policies.state().read(handle -> ManagedPolicies.find(handle, caller, arn));
    return shown(policy, version(policy, id));
  }

  /** A page, newest first and without documents. */
  Page<PolicyVersion> list(Caller caller, ListPolicyVersionsRequest request) {
    Row<Policy, PolicyInternals> policy =
        policies.state().read(handle -> ManagedPolicies.find(handle, caller, request.policyArn()));
    List<Version> newestFirst = new ArrayList<>(policy.internal().versions());
    Collections.reverse(newestFirst);
    Page<Version> page =
        Lists.page(newestFirst, PolicyVersions::sortedBy, request.marker(), request.maxItems());
    return new Page<>(
        page.items().stream()
            .map(version -> shown(policy, version).toBuilder().document(null).build())
            .toList(),
        page.next());
  }

  void delete(Caller caller, String arn, String id) {
    policies.change(
        caller,
        arn,
        row -> {
          version(row, id);
          if (row.shown().defaultVersionId().equals(id)) {
            throw IamFaults.deleteConflict("Cannot delete the default version of a policy.");
          }
          return row.keep(row.internal().without(id));
        });
  }

  void setDefault(Caller caller, String arn, String id) {
    policies.change(
        caller,
        arn,
        row -> {
          version(row, id);
          return withDefault(row, id);
        });
  }

  private Row<Policy, PolicyInternals> withDefault(Row<Policy, PolicyInternals> row, String id) {
    return row.show(
        row.shown().toBuilder().defaultVersionId(id).updateDate(clock.instant()).build());
  }

  /** Markers sort upwards, versions are listed downwards. */
  private static String sortedBy(Version version) {
    return "%010d".formatted(Integer.MAX_VALUE - Integer.parseInt(version.id().substring(1)));
  }

  private static Version version(Row<Policy, PolicyInternals> policy, String id) {
    return policy
        .internal()
        .version(id)
        .orElseThrow(
            () ->
                IamFaults.notAttachable(
                    "Policy %s version %s".formatted(policy.shown().arn(), id)));
  }

  private static PolicyVersion shown(Row<Policy, PolicyInternals> policy, Version version) {
    return PolicyVersion.builder()
        .versionId(version.id())
        .isDefaultVersion(policy.shown().defaultVersionId().equals(version.id()))
        .createDate(Instant.ofEpochMilli(version.createdMs()))
        .document(Documents.encoded(version.document()))
        .build();
  }
}
