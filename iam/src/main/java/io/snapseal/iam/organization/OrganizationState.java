package io.snapseal.iam.organization;

import io.snapseal.iam.Caller;
import io.snapseal.state.StateStore;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** An organization, as its management account may see and change it. */
final class OrganizationState {
  private final StateStore state;

  OrganizationState(StateStore state) {
    this.state = state;
  }

  StateStore store() {
    return state;
  }

  /** What the caller's organization says. */
  <T> T read(Caller caller, Function<Tree, T> query) {
    return state.view(handle -> query.apply(tree(handle, caller)));
  }

  /** Changes the caller's organization, in one transaction that decides on what it has read. */
  <T> T change(Caller caller, BiFunction<Handle, Tree, T> change) {
    return state.write(handle -> change.apply(handle, tree(handle, caller)));
  }

  /** The organization that an account is in, as its management account or as a member. */
  static Optional<Tree> of(Handle handle, String account) {
    return OrganizationTables.account(handle, account)
        .flatMap(row -> Tree.of(handle, row.internal().management()));
  }

  /**
   * The organization of a caller of its management account; nobody else may look into it
   * (Organizations API reference: "You can call this operation only from the management account").
   */
  static Tree tree(Handle handle, Caller caller) {
    Tree tree = of(handle, caller.account()).orElseThrow(OrganizationFaults::notInUse);
    if (!tree.management().equals(caller.account())) {
      throw OrganizationFaults.accessDenied("You don't have permissions to access this resource.");
    }
    return tree;
  }
}
