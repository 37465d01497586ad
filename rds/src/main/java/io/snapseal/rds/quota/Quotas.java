package io.snapseal.rds.quota;

import io.snapseal.state.ResourceTable;
import io.snapseal.state.Scope;
import io.snapseal.state.Seek;
import io.snapseal.state.StateStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import software.amazon.awssdk.services.rds.model.AccountQuota;

/**
 * The quotas of every account in every region of a server.
 *
 * @param raised what the operator has set; the others are AWS's defaults
 */
public record Quotas(Map<Quota, Integer> raised) {
  /** A new account's. */
  public static final Quotas AWS = new Quotas(Map.of());

  /** Until nothing of the kind is created any more. */
  private static final int MOST = 1_000_000;

  public Quotas {
    raised = Map.copyOf(raised);
    raised.forEach(
        (quota, limit) -> {
          if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException(
                "%s must be from 0 to %d but is %d".formatted(quota.word(), MOST, limit));
          }
        });
  }

  /** How many there may be. */
  public int limit(Quota quota) {
    return raised.getOrDefault(quota, quota.awsDefault());
  }

  /**
   * That there is room for one more, or AWS's fault. Writers wait for each other: whoever asks in
   * the transaction that inserts is not overtaken.
   */
  public void require(Handle handle, Scope scope, Quota quota) {
    if (used(handle, scope, quota) >= limit(quota)) {
      throw quota.exceeded(limit(quota));
    }
  }

  /** That so many are not too many, or AWS's fault. */
  public void requireAtMost(Quota quota, int wanted) {
    if (wanted > limit(quota)) {
      throw quota.exceeded(limit(quota));
    }
  }

  /** DescribeAccountAttributes: what is used, and how much there may be. */
  public List<AccountQuota> shown(StateStore state, Scope scope) {
    return state.view(
        handle ->
            Arrays.stream(Quota.values())
                .map(
                    quota ->
                        AccountQuota.builder()
                            .accountQuotaName(quota.word())
                            .used((long) used(handle, scope, quota))
                            .max((long) limit(quota))
                            .build())
                .toList());
  }

  private static int used(Handle handle, Scope scope, Quota quota) {
    Seek counted = quota.counted(Seek.all(scope));
    int used = ResourceTable.count(handle, quota.kind(), counted);
    return quota == Quota.CROSS_REGION_CLUSTER_COPIES
        ? used - ResourceTable.count(handle, quota.kind(), ofOwnRegion(counted, scope))
        : used;
  }

  /** A copy of a cluster snapshot names its source, and no region. */
  private static Seek ofOwnRegion(Seek copies, Scope scope) {
    return copies.showingBeginning(
        "SourceDBClusterSnapshotArn", "arn:aws:rds:" + scope.region() + ":");
  }
}
