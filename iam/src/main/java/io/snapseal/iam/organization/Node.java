package io.snapseal.iam.organization;

import java.util.Objects;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.TargetType;

/** A root, OU or account: whatever policies are attached to. */
record Node(TargetType type, String id, String arn, String name, NodeInternals internals) {
  Node {
    Objects.requireNonNull(id, "id");
  }

  static Node of(Root root, NodeInternals internals) {
    return new Node(TargetType.ROOT, root.id(), root.arn(), root.name(), internals);
  }

  static Node of(OrganizationalUnit unit, NodeInternals internals) {
    return new Node(TargetType.ORGANIZATIONAL_UNIT, unit.id(), unit.arn(), unit.name(), internals);
  }

  static Node of(Account account, NodeInternals internals) {
    return new Node(TargetType.ACCOUNT, account.id(), account.arn(), account.name(), internals);
  }

  PolicyTargetSummary summary() {
    return PolicyTargetSummary.builder().targetId(id).arn(arn).name(name).type(type).build();
  }

  /** Whether accounts and OUs can be under it. */
  boolean holdsOthers() {
    return type != TargetType.ACCOUNT;
  }
}
