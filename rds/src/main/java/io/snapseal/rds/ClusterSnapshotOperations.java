package io.snapseal.rds;

import io.snapseal.rds.snapshot.CopyRequest;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterSnapshotAttributeResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotResponse;

/** Operations on DB cluster snapshots: taken, described, shared, copied, restored, deleted. */
interface ClusterSnapshotOperations extends Operations {
  @Override
  default CreateDbClusterSnapshotResponse createDBClusterSnapshot(
      CreateDbClusterSnapshotRequest request) {
    return CreateDbClusterSnapshotResponse.builder()
        .dbClusterSnapshot(settled(parts().clusters().snapshots().create(caller(), request)))
        .build();
  }

  @Override
  default DescribeDbClusterSnapshotsResponse describeDBClusterSnapshots(
      DescribeDbClusterSnapshotsRequest request) {
    return parts().clusters().describedSnapshots().describe(caller(), request);
  }

  @Override
  default DescribeDbClusterSnapshotAttributesResponse describeDBClusterSnapshotAttributes(
      DescribeDbClusterSnapshotAttributesRequest request) {
    return DescribeDbClusterSnapshotAttributesResponse.builder()
        .dbClusterSnapshotAttributesResult(
            parts().clusters().attributes().describe(caller(), request))
        .build();
  }

  @Override
  default ModifyDbClusterSnapshotAttributeResponse modifyDBClusterSnapshotAttribute(
      ModifyDbClusterSnapshotAttributeRequest request) {
    return ModifyDbClusterSnapshotAttributeResponse.builder()
        .dbClusterSnapshotAttributesResult(
            parts().clusters().attributes().modify(caller(), request))
        .build();
  }

  @Override
  default CopyDbClusterSnapshotResponse copyDBClusterSnapshot(
      CopyDbClusterSnapshotRequest request) {
    return CopyDbClusterSnapshotResponse.builder()
        .dbClusterSnapshot(
            settled(parts().clusters().copies().copy(caller(), CopyRequest.of(request))))
        .build();
  }

  @Override
  default DeleteDbClusterSnapshotResponse deleteDBClusterSnapshot(
      DeleteDbClusterSnapshotRequest request) {
    return DeleteDbClusterSnapshotResponse.builder()
        .dbClusterSnapshot(settled(parts().clusters().snapshots().delete(caller(), request)))
        .build();
  }

  @Override
  default RestoreDbClusterFromSnapshotResponse restoreDBClusterFromSnapshot(
      RestoreDbClusterFromSnapshotRequest request) {
    return RestoreDbClusterFromSnapshotResponse.builder()
        .dbCluster(settled(parts().clusters().restores().restore(caller(), request)))
        .build();
  }
}
