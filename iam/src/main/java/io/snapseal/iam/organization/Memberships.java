package io.snapseal.iam.organization;

import io.snapseal.iam.Membership;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.organizations.model.Organization;

/**
 * Which organization an account is in, and what limits it there. Every request asks: the answer
 * costs one small read, as long as no organization has changed.
 */
public final class Memberships {
  private final StateStore state;
  private volatile Known known = new Known(Map.of(), List.of());

  public Memberships(StateStore state) {
    this.state = state;
  }

  /**
   * All organizations, as of these revisions.
   *
   * @param revisions by the organization's id
   */
  private record Known(Map<String, Long> revisions, List<Levels> organizations) {}

  /** Where an account is now; empty if it is in no organization. */
  public Optional<Membership> of(String account) {
    return current().organizations().stream()
        .flatMap(levels -> levels.of(account).stream())
        .findFirst();
  }

  /** Whether an account is closed: nobody acts in it. */
  public boolean isClosed(String account) {
    return state.read(handle -> ClosedAccounts.contain(handle, account));
  }

  /**
   * What is kept is used only if it is still so. What is read anew is used only if nothing changed
   * while it was read: half of a change could lack a Deny that both its sides have.
   */
  private Known current() {
    return state.read(
        handle -> {
          Known found = known;
          Map<String, Long> now = revisions(handle);
          while (!found.revisions().equals(now)) {
            found = new Known(now, levels(handle));
            now = revisions(handle);
          }
          known = found;
          return found;
        });
  }

  private static Map<String, Long> revisions(Handle handle) {
    Map<String, Long> revisions = new TreeMap<>();
    for (Row<Organization, OrganizationInternals> row : organizations(handle)) {
      revisions.put(row.shown().id(), row.internal().revision());
    }
    return revisions;
  }

  private static List<Levels> levels(Handle handle) {
    List<Levels> levels = new ArrayList<>();
    for (Row<Organization, OrganizationInternals> row : organizations(handle)) {
      Tree.of(handle, row.id()).map(Levels::new).ifPresent(levels::add);
    }
    return levels;
  }

  private static List<Row<Organization, OrganizationInternals>> organizations(Handle handle) {
    return OrganizationTables.ORGANIZATIONS.list(handle, OrganizationTables.EVERYBODYS);
  }
}
