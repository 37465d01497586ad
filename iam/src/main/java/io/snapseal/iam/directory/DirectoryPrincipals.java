package io.snapseal.iam.directory;

import io.snapseal.iam.Principals;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The users and roles of this server's accounts, as they are now. */
public final class DirectoryPrincipals implements Principals {
  private final Function<Function<Handle, Optional<String>>, Optional<String>> read;

  private DirectoryPrincipals(Function<Function<Handle, Optional<String>>, Optional<String>> read) {
    this.read = read;
  }

  /** Looked up in a transaction of its own each time. */
  public static Principals in(StateStore state) {
    return new DirectoryPrincipals(state::read);
  }

  /** Looked up in the transaction of the handle. */
  public static Principals in(Handle handle) {
    return new DirectoryPrincipals(look -> look.apply(handle));
  }

  @Override
  public Optional<String> idOf(String arn) {
    return read.apply(
        handle ->
            Directory.user(handle, arn)
                .map(user -> user.shown().userId())
                .or(() -> Directory.role(handle, arn).map(role -> role.shown().roleId())));
  }

  @Override
  public Optional<String> arnOf(String id, String formerArn) {
    Scope scope = Directory.scope(EntityArn.parse(formerArn).orElseThrow().account());
    return read.apply(handle -> user(handle, scope, id).or(() -> role(handle, scope, id)));
  }

  private static Optional<String> user(Handle handle, Scope scope, String id) {
    return Directory.USERS.list(handle, scope).stream()
        .filter(user -> id.equals(user.shown().userId()))
        .map(user -> user.shown().arn())
        .findFirst();
  }

  private static Optional<String> role(Handle handle, Scope scope, String id) {
    return Directory.ROLES.list(handle, scope).stream()
        .filter(role -> id.equals(role.shown().roleId()))
        .map(role -> role.shown().arn())
        .findFirst();
  }
}
