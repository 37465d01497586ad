package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.HoldsPolicies;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** The entities of one kind, of all accounts; each operation sees those of the caller's account. */
final class Entities<T extends SdkPojo, I extends Record & HoldsPolicies<I>> {
  private final StateStore state;
  private final EntityKind<T, I> kind;

  Entities(StateStore state, EntityKind<T, I> kind) {
    this.state = state;
    this.kind = kind;
  }

  EntityKind<T, I> kind() {
    return kind;
  }

  StateStore state() {
    return state;
  }

  /** The entity of that name, or AWS's word that there is none. */
  Row<T, I> get(Caller caller, String name) {
    return state.read(handle -> find(handle, caller, name));
  }

  /** The same inside a transaction. */
  Row<T, I> find(Handle handle, Caller caller, String name) {
    return kind.table()
        .find(handle, Directory.scope(caller.account()), Directory.id(name))
        .orElseThrow(() -> IamFaults.notFound(kind.word(), name));
  }

  /** Stores what the change makes of an entity, in the transaction that reads it. */
  Row<T, I> change(Caller caller, String name, UnaryOperator<Row<T, I>> change) {
    return change(caller, name, (handle, row) -> change.apply(row));
  }

  /** {@link #change} for a change that looks at other entities, too. */
  Row<T, I> change(Caller caller, String name, BiFunction<Handle, Row<T, I>, Row<T, I>> change) {
    return state.write(
        handle -> {
          Row<T, I> changed = change.apply(handle, find(handle, caller, name));
          kind.table().update(handle, changed);
          return changed;
        });
  }

  /** Stores a new entity of the caller's account. */
  void insert(Handle handle, Caller caller, T shown, I internal) {
    String name = kind.name().apply(shown);
    boolean first =
        kind.table()
            .insert(
                handle,
                new Row<>(Directory.scope(caller.account()), Directory.id(name), shown, internal));
    if (!first) {
      throw IamFaults.alreadyExists(
          "%s with name %s already exists.".formatted(kind.title(), name));
    }
  }

  /** Moves an entity to the name its changed face has, in one transaction with its removal. */
  void rename(Handle handle, Caller caller, Row<T, I> old, T changed) {
    kind.table().delete(handle, old.scope(), old.id());
    insert(handle, caller, changed, old.internal());
  }

  /** Those whose path begins so, in the order of their names. */
  List<Row<T, I>> list(Caller caller, @Nullable String pathPrefix) {
    String prefix = IamRequests.path(pathPrefix);
    return state.read(h -> kind.table().list(h, Directory.scope(caller.account()))).stream()
        .filter(row -> kind.path().apply(row.shown()).startsWith(prefix))
        .toList();
  }

  /** Refuses what must not go with an entity (IAM API reference, {@code DeleteConflict}). */
  static void refuseWithPolicies(HoldsPolicies<?> entity) {
    if (!entity.policies().inline().isEmpty()) {
      throw IamFaults.deleteConflict("Cannot delete entity, must delete policies first.");
    }
    if (!entity.policies().attached().isEmpty()) {
      throw IamFaults.deleteConflict("Cannot delete entity, must detach all policies first.");
    }
  }
}
