package io.snapseal.rds.snapshot;

import io.snapseal.rds.resource.Identifiers;
import io.snapseal.rds.resource.RdsFaults;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What is to be copied, of whatever kind of snapshot.
 *
 * @param source its identifier or ARN
 * @param target the copy's identifier
 * @param kmsKeyId the key of the copy, if one is given
 * @param copyTags whether the source's tags are carried along
 * @param tags those of the copy
 * @param preSignedUrl the request for the source's region, signed by the caller, if one is given: a
 *     bearer secret
 */
public record CopyRequest(
    String source,
    String target,
    @Nullable String kmsKeyId,
    boolean copyTags,
    List<Tag> tags,
    @Nullable String preSignedUrl) {

  /** Without a presigned URL. */
  public CopyRequest(
      String source, String target, @Nullable String kmsKeyId, boolean copyTags, List<Tag> tags) {
    this(source, target, kmsKeyId, copyTags, tags, null);
  }

  /** Reads a request, or throws AWS's fault. */
  public static CopyRequest of(CopyDbSnapshotRequest request) {
    String target =
        Identifiers.newSnapshot(request.targetDBSnapshotIdentifier(), "TargetDBSnapshotIdentifier");
    return new CopyRequest(
        RdsFaults.required(request.sourceDBSnapshotIdentifier(), "SourceDBSnapshotIdentifier"),
        target,
        request.kmsKeyId(),
        Boolean.TRUE.equals(request.copyTags()),
        request.tags(),
        request.preSignedUrl());
  }

  /** Without the presigned URL. */
  @Override
  public String toString() {
    return source + " to " + target;
  }

  /** Reads a request for a copy of a cluster's snapshot. */
  public static CopyRequest of(CopyDbClusterSnapshotRequest request) {
    String target =
        Identifiers.newClusterSnapshot(
            request.targetDBClusterSnapshotIdentifier(), "TargetDBClusterSnapshotIdentifier");
    return new CopyRequest(
        RdsFaults.required(
            request.sourceDBClusterSnapshotIdentifier(), "SourceDBClusterSnapshotIdentifier"),
        target,
        request.kmsKeyId(),
        Boolean.TRUE.equals(request.copyTags()),
        request.tags(),
        request.preSignedUrl());
  }
}
