package io.snapseal.autopilot.report;

import io.snapseal.autopilot.aws.Failure;
import io.snapseal.autopilot.find.ScanReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What protects the snapshots of some accounts at a moment. Every report is made of one, and the
 * same one makes the same bytes.
 *
 * @param at when it was looked at
 * @param accounts what was found, account by account
 */
public record Posture(Instant at, List<Account> accounts) {
  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::account)
          .thenComparing(entry -> entry.snapshot().region())
          .thenComparing(entry -> entry.snapshot().kind())
          .thenComparing(entry -> entry.snapshot().id())
          .thenComparing(entry -> entry.snapshot().arn());

  public Posture {
    accounts = List.copyOf(accounts);
  }

  /**
   * One account.
   *
   * @param id its twelve digits
   * @param scan what was found in it
   */
  public record Account(String id, ScanReport scan) {}

  /**
   * One snapshot.
   *
   * @param account in which it was found; one that is shared belongs to another, as its ARN says
   * @param snapshot what was found
   */
  public record Entry(String account, ScanReport.Snapshot snapshot) {}

  /**
   * What could not be looked at, so that a report does not pass for whole.
   *
   * @param account whose it is
   * @param region where
   * @param failure why
   */
  public record Gap(String account, String region, Failure failure) {}

  /** Every snapshot, by account, region, kind and identifier. */
  public List<Entry> entries() {
    return accounts.stream()
        .flatMap(
            account ->
                account.scan().snapshots().stream().map(found -> new Entry(account.id(), found)))
        .sorted(ORDER)
        .toList();
  }

  /** What the report cannot speak of; empty if it is whole. */
  public List<Gap> gaps() {
    return accounts.stream()
        .flatMap(
            account ->
                account.scan().regions().stream()
                    .filter(region -> region.failure() != null)
                    .map(
                        region ->
                            new Gap(
                                account.id(),
                                region.region(),
                                Objects.requireNonNull(region.failure()))))
        .toList();
  }
}
