package io.snapseal.rds.resource;

import org.jspecify.annotations.Nullable;

/**
 * What RDS keeps of an instance beside what it shows.
 *
 * @param volume the lineage of its snapshots in the block store
 * @param wrappedVolumeKey the data key of its encrypted volume under its KMS key, base64; null if
 *     the instance is not encrypted
 * @param masterVerifier the master password's verifier, as the engine stores it, until the database
 *     has it; never the password
 * @param databaseName the database to create with it, if any
 * @param port the port that was asked for; null if any will do
 * @param grantId the grant by which RDS uses its KMS key; null if it is not encrypted
 * @param replicaOf what it follows; null if it is no read replica
 * @param life what its life is at; rows of before it could be stopped have none
 */
public record InstanceInternals(
    String volume,
    @Nullable String wrappedVolumeKey,
    @Nullable String masterVerifier,
    @Nullable String databaseName,
    @Nullable Integer port,
    @Nullable String grantId,
    @Nullable ReplicaOf replicaOf,
    @Nullable InstanceLife life) {

  public InstanceInternals {
    life = life == null ? InstanceLife.NEW : life;
  }

  /** The internals of a new instance: without a volume, and a grant, so far. */
  public static InstanceInternals ofNew(
      String volume,
      @Nullable String masterVerifier,
      @Nullable String databaseName,
      @Nullable Integer port) {
    return new InstanceInternals(
        volume, null, masterVerifier, databaseName, port, null, null, null);
  }

  /** Never null, whatever the row was written by. */
  @Override
  public InstanceLife life() {
    return life == null ? InstanceLife.NEW : life;
  }

  public InstanceInternals withVolumeKey(String wrapped) {
    return new InstanceInternals(
        volume, wrapped, masterVerifier, databaseName, port, grantId, replicaOf, life);
  }

  public InstanceInternals withGrant(@Nullable String grant) {
    return new InstanceInternals(
        volume, wrappedVolumeKey, masterVerifier, databaseName, port, grant, replicaOf, life);
  }

  /** With a verifier that the database has yet to be told, or none. */
  public InstanceInternals withMaster(@Nullable String verifier) {
    return new InstanceInternals(
        volume, wrappedVolumeKey, verifier, databaseName, port, grantId, replicaOf, life);
  }

  public InstanceInternals withPort(int asked) {
    return new InstanceInternals(
        volume, wrappedVolumeKey, masterVerifier, databaseName, asked, grantId, replicaOf, life);
  }

  public InstanceInternals at(InstanceLife now) {
    return new InstanceInternals(
        volume, wrappedVolumeKey, masterVerifier, databaseName, port, grantId, replicaOf, now);
  }

  public InstanceInternals withReplicaOf(@Nullable ReplicaOf source) {
    return new InstanceInternals(
        volume, wrappedVolumeKey, masterVerifier, databaseName, port, grantId, source, life);
  }

  @Override
  public String toString() {
    return "InstanceInternals[volume=" + volume + "]";
  }
}
