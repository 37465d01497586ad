package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.core.SdkPojo;

/**
 * With whom snapshots are shared: the values of the attribute {@code restore} (RDS API reference,
 * {@code ModifyDBSnapshotAttribute}). What is not shared with an account is not there for it.
 */
public final class Shares {
  /** The value that makes a snapshot public. */
  static final String ALL = "all";

  private static final int MAX_ACCOUNTS = 20;
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private Shares() {}

  /** Whether every account may copy and restore it. */
  static boolean isPublic(SnapshotInternals snapshot) {
    return snapshot.sharedWith().contains(ALL);
  }

  /** Whether an account is named by the snapshot's owner. */
  static boolean names(SnapshotInternals snapshot, String account) {
    return snapshot.sharedWith().contains(account);
  }

  /**
   * The snapshot of that ARN, for an account: its own, or one that is shared with it; empty without
   * a difference for what is not there and what is not shared.
   */
  public static <T extends SdkPojo> Optional<Row<T, SnapshotInternals>> find(
      SnapshotKind<T> kind, Handle handle, String account, RdsArn arn) {
    return kind.table().find(handle, arn.scope(), arn.id()).filter(row -> mayUse(row, account));
  }

  /** {@link #find}, or AWS's fault, which names what was asked for and no more. */
  static <T extends SdkPojo> Row<T, SnapshotInternals> usable(
      SnapshotKind<T> kind, Handle handle, Scope own, RdsArn arn) {
    return find(kind, handle, own.account(), arn)
        .orElseThrow(() -> kind.notFound(arn.scope().equals(own) ? arn.id() : arn.toString()));
  }

  private static boolean mayUse(Row<?, SnapshotInternals> row, String account) {
    return row.scope().account().equals(account)
        || isPublic(row.internal())
        || names(row.internal(), account);
  }

  /**
   * The values after a change.
   *
   * @throws RuntimeException AWS's fault for a value that is neither an account's id nor {@code
   *     all}, for one both added and removed, and for more than twenty accounts
   */
  static List<String> changed(
      Collection<String> old, Collection<String> added, Collection<String> removed) {
    added.forEach(Shares::requireValid);
    removed.forEach(Shares::requireValid);
    if (added.isEmpty() && removed.isEmpty()) {
      throw RdsFaults.invalidCombination("ValuesToAdd or ValuesToRemove must be given.");
    }
    if (added.stream().anyMatch(removed::contains)) {
      throw RdsFaults.invalidCombination(
          "A value cannot be in both ValuesToAdd and ValuesToRemove.");
    }
    Set<String> values = new TreeSet<>(old);
    values.addAll(added);
    values.removeAll(removed);
    if (values.stream().filter(value -> !value.equals(ALL)).count() > MAX_ACCOUNTS) {
      throw RdsFaults.tooManyShares(MAX_ACCOUNTS);
    }
    return new ArrayList<>(values);
  }

  private static void requireValid(String value) {
    if (!value.equals(ALL) && !ACCOUNT.matcher(value).matches()) {
      throw RdsFaults.invalidValue(
          "Invalid value %s: it must be an AWS account ID of twelve digits, or all."
              .formatted(value));
    }
  }
}
