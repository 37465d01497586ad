package io.snapseal.iam.organization;

import io.snapseal.iam.Membership;
import io.snapseal.state.Remembered;
import io.snapseal.state.StateStore;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Which organization an account is in, and what limits it there. Every request asks: what was read
 * is remembered until something is written.
 */
public final class Memberships {
  private static final int ACCOUNTS = 1024;

  private final StateStore state;
  private final Remembered<String, Optional<Membership>> memberships;
  private final Remembered<String, Boolean> closed;
  private final Remembered<Boolean, List<Levels>> organizations;

  public Memberships(StateStore state) {
    this.state = state;
    this.memberships = new Remembered<>(state, ACCOUNTS);
    this.closed = new Remembered<>(state, ACCOUNTS);
    this.organizations = new Remembered<>(state, 1);
  }

  /** Where an account is now; empty if it is in no organization. */
  public Optional<Membership> of(String account) {
    return memberships.of(
        account,
        id ->
            organizations.of(true, all -> state.view(Memberships::levels)).stream()
                .flatMap(levels -> levels.of(id).stream())
                .findFirst());
  }

  /** Whether an account is closed: nobody acts in it. */
  public boolean isClosed(String account) {
    return closed.of(account, id -> state.read(handle -> ClosedAccounts.contain(handle, id)));
  }

  private static List<Levels> levels(Handle handle) {
    return OrganizationTables.ORGANIZATIONS.list(handle, OrganizationTables.EVERYBODYS).stream()
        .flatMap(row -> Tree.of(handle, row.id()).map(Levels::new).stream())
        .toList();
  }
}
