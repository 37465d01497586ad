package io.snapseal.iam.organization;

import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Writes what changes of roots, OUs and accounts. */
final class Nodes {
  private Nodes() {}

  /** Stores a node's changed internals. */
  static void update(Handle handle, Tree tree, Node node, NodeInternals changed) {
    switch (node.type()) {
      case ROOT -> OrganizationTables.ROOTS.update(handle, tree.root().keep(changed));
      case ORGANIZATIONAL_UNIT ->
          OrganizationTables.UNITS.update(
              handle, Objects.requireNonNull(tree.units().get(node.id())).keep(changed));
      default ->
          OrganizationTables.ACCOUNTS.update(
              handle, Objects.requireNonNull(tree.accounts().get(node.id())).keep(changed));
    }
  }
}
