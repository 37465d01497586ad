package io.snapseal.rds.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBClusterMember;

/** Which member of a cluster is its writer. */
final class Writers {
  /** The tier of a member that was given none (RDS API reference, {@code PromotionTier}). */
  static final int DEFAULT_TIER = 1;

  private Writers() {}

  /**
   * The members after one is gone. A writer is succeeded by the reader of the lowest tier, the
   * oldest of several (Aurora user guide, "High availability for Amazon Aurora").
   */
  static List<DBClusterMember> after(List<DBClusterMember> members, String gone) {
    List<DBClusterMember> left =
        members.stream().filter(member -> !member.dbInstanceIdentifier().equals(gone)).toList();
    if (left.stream().anyMatch(DBClusterMember::isClusterWriter)) {
      return left;
    }
    Optional<DBClusterMember> next =
        left.stream().min(Comparator.comparing(DBClusterMember::promotionTier));
    return left.stream()
        .map(
            member ->
                member.toBuilder().isClusterWriter(next.filter(member::equals).isPresent()).build())
        .toList();
  }
}
