package io.snapseal.iam.organization;

import io.snapseal.iam.directory.Directory;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.Root;

/**
 * A whole organization as it was at one moment.
 *
 * @param nodes the root, the OUs and the accounts, by their ids
 * @param policies its service control policies, by their ids, AWS's own among them
 */
record Tree(
    Row<Organization, NoInternals> organization,
    Row<Root, NodeInternals> root,
    Map<String, Row<OrganizationalUnit, NodeInternals>> units,
    Map<String, Row<Account, NodeInternals>> accounts,
    Map<String, Node> nodes,
    Map<String, Row<PolicySummary, ControlPolicyInternals>> policies) {

  /** The organization of that management account; empty if it has none. */
  static Optional<Tree> of(Handle handle, String management) {
    return OrganizationTables.organization(handle, management)
        .flatMap(organization -> of(handle, management, organization));
  }

  private static Optional<Tree> of(
      Handle handle, String management, Row<Organization, NoInternals> organization) {
    Scope scope = Directory.scope(management);
    Map<String, Row<OrganizationalUnit, NodeInternals>> units = new LinkedHashMap<>();
    Map<String, Row<Account, NodeInternals>> accounts = new LinkedHashMap<>();
    Map<String, Node> nodes = new LinkedHashMap<>();
    Map<String, Row<PolicySummary, ControlPolicyInternals>> policies = new LinkedHashMap<>();
    for (Row<OrganizationalUnit, NodeInternals> row :
        OrganizationTables.UNITS.list(handle, scope)) {
      units.put(row.id(), row);
      nodes.put(row.id(), Node.of(row.shown(), row.internal()));
    }
    for (Row<Account, NodeInternals> row :
        OrganizationTables.ACCOUNTS.list(handle, OrganizationTables.EVERYBODYS)) {
      if (row.internal().management().equals(management)) {
        accounts.put(row.id(), row);
        nodes.put(row.id(), Node.of(row.shown(), row.internal()));
      }
    }
    policies.put(FullAccess.ID, FullAccess.POLICY);
    OrganizationTables.POLICIES.list(handle, scope).forEach(row -> policies.put(row.id(), row));
    return OrganizationTables.ROOTS.list(handle, scope).stream()
        .findFirst()
        .map(
            root -> {
              nodes.put(root.id(), Node.of(root.shown(), root.internal()));
              return new Tree(organization, root, units, accounts, nodes, policies);
            });
  }

  String management() {
    return organization.id();
  }

  String id() {
    return organization.shown().id();
  }

  Optional<Node> node(@Nullable String id) {
    return Optional.ofNullable(id).map(nodes::get);
  }

  /** Whether service control policies are in force. */
  boolean isControlled() {
    return !root.shown().policyTypes().isEmpty();
  }

  /** From the root down to the node itself. */
  List<Node> pathTo(Node node) {
    List<Node> path = new ArrayList<>();
    for (Optional<Node> at = Optional.of(node);
        at.isPresent() && path.size() <= nodes.size();
        at = node(at.get().internals().parent())) {
      path.add(0, at.get());
    }
    return path;
  }

  /** What is right under a root or OU, in the order of their ids. */
  List<Node> under(Node parent) {
    return nodes.values().stream()
        .filter(node -> node.internals().parent().equals(parent.id()))
        .toList();
  }

  /** What a policy is attached to. */
  List<Node> targetsOf(String policyId) {
    return nodes.values().stream()
        .filter(node -> node.internals().policies().contains(policyId))
        .toList();
  }
}
