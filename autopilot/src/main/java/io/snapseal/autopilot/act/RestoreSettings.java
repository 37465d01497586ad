package io.snapseal.autopilot.act;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where temporary instances are placed. Without a subnet group and without a default VPC AWS
 * answers {@code InvalidSubnet}.
 *
 * @param instanceClass such as {@code db.t3.medium}; null: what the snapshot's instance had, and
 *     {@code db.t4g.medium} for the one member of a cluster
 * @param subnetGroup DB subnet group; null: the default VPC's
 * @param securityGroups VPC security group ids; empty: the VPC's default
 */
public record RestoreSettings(
    @Nullable String instanceClass, @Nullable String subnetGroup, List<String> securityGroups) {
  private static final String MEMBER = "db.t4g.medium";

  public RestoreSettings {
    securityGroups = List.copyOf(securityGroups);
  }

  /** The class of a temporary cluster's one member. */
  String memberClass() {
    return instanceClass == null ? MEMBER : instanceClass;
  }

  /** AWS's own defaults throughout. */
  public static RestoreSettings defaults() {
    return new RestoreSettings(null, null, List.of());
  }
}
