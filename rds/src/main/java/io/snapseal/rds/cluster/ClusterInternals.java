package io.snapseal.rds.cluster;

import org.jspecify.annotations.Nullable;

/**
 * What RDS keeps of a cluster beside what it shows.
 *
 * @param volume the lineage of its snapshots in the block store
 * @param wrappedVolumeKey the data key of its encrypted volume, base64; null if it is not encrypted
 * @param masterVerifier the master password's verifier, as the engine stores it; never the password
 * @param port the port that was asked for; null if any will do
 * @param grantId the grant by which RDS uses its KMS key; null if it needs none
 */
record ClusterInternals(
    String volume,
    @Nullable String wrappedVolumeKey,
    @Nullable String masterVerifier,
    @Nullable Integer port,
    @Nullable String grantId) {

  ClusterInternals withVolumeKey(String wrapped) {
    return new ClusterInternals(volume, wrapped, masterVerifier, port, grantId);
  }

  ClusterInternals withGrant(@Nullable String grant) {
    return new ClusterInternals(volume, wrappedVolumeKey, masterVerifier, port, grant);
  }

  @Override
  public String toString() {
    return "ClusterInternals[volume=" + volume + "]";
  }
}
