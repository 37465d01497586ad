package io.snapseal.rds.cluster;

import io.snapseal.rds.resource.InstanceLife;
import org.jspecify.annotations.Nullable;

/**
 * What RDS keeps of a cluster beside what it shows.
 *
 * @param volume the lineage of its snapshots in the block store
 * @param wrappedVolumeKey the data key of its encrypted volume, base64; null if it is not encrypted
 * @param masterVerifier the master password's verifier, as the engine stores it; never the password
 * @param port the port that was asked for; null if any will do
 * @param grantId the grant by which RDS uses its KMS key; null if it needs none
 * @param life what its life is at; rows of before its key was watched have none
 */
record ClusterInternals(
    String volume,
    @Nullable String wrappedVolumeKey,
    @Nullable String masterVerifier,
    @Nullable Integer port,
    @Nullable String grantId,
    @Nullable InstanceLife life) {

  /** What a new cluster begins with. */
  static ClusterInternals ofNew(
      String volume, @Nullable String masterVerifier, @Nullable Integer port) {
    return new ClusterInternals(volume, null, masterVerifier, port, null, InstanceLife.NEW);
  }

  @Override
  public InstanceLife life() {
    return life == null ? InstanceLife.NEW : life;
  }

  ClusterInternals withVolumeKey(String wrapped) {
    return new ClusterInternals(volume, wrapped, masterVerifier, port, grantId, life);
  }

  ClusterInternals withGrant(@Nullable String grant) {
    return new ClusterInternals(volume, wrappedVolumeKey, masterVerifier, port, grant, life);
  }

  ClusterInternals at(InstanceLife now) {
    return new ClusterInternals(volume, wrappedVolumeKey, masterVerifier, port, grantId, now);
  }

  @Override
  public String toString() {
    return "ClusterInternals[volume=" + volume + "]";
  }
}
