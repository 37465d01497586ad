package io.snapseal.rds.snapshot;

import io.snapseal.iam.Caller;

/**
 * What is asked before a snapshot is copied out of a region.
 *
 * @param presigned verifies the caller's presigned URL
 * @param region decides, in the source's region
 */
public record Border(PresignedCopies presigned, SourceRegion region) {
  /**
   * The source's region: what the caller may copy from there by his policies, as they are there.
   */
  @FunctionalInterface
  public interface SourceRegion {
    /**
     * Returns if the caller may copy the snapshot from there, and throws AWS's fault if not. It is
     * recorded there.
     *
     * @param atSource the caller in the source's region, through RDS
     */
    void require(Caller atSource, CopyRequest request);
  }
}
