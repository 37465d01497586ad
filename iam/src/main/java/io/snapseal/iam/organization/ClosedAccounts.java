package io.snapseal.iam.organization;

import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.organizations.model.AccountStatus;

/** Which accounts are closed: nobody acts in them (Account Management guide, "Closed accounts"). */
public final class ClosedAccounts {
  private ClosedAccounts() {}

  /** Whether that account was closed; one that no organization has ever had is open. */
  public static boolean contain(Handle handle, String account) {
    return OrganizationTables.account(handle, account)
        .filter(row -> row.shown().status() != AccountStatus.ACTIVE)
        .isPresent();
  }
}
