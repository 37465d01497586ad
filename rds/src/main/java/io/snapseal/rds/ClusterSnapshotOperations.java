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
    CreateDbClusterSnapshotResponse response =
        CreateDbClusterSnapshotResponse.builder()
            .dbClusterSnapshot(parts().clusters().snapshots().create(caller(), request))
            .build();
    wake();
    return response;
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
    CopyDbClusterSnapshotResponse response =
        CopyDbClusterSnapshotResponse.builder()
            .dbClusterSnapshot(parts().clusters().copies().copy(caller(), CopyRequest.of(request)))
            .build();
    wake();
    return response;
  }

  @Override
  default DeleteDbClusterSnapshotResponse deleteDBClusterSnapshot(
      DeleteDbClusterSnapshotRequest request) {
    DeleteDbClusterSnapshotResponse response =
        DeleteDbClusterSnapshotResponse.builder()
            .dbClusterSnapshot(parts().clusters().snapshots().delete(caller(), request))
            .build();
    wake();
    return response;
  }

  @Override
  default RestoreDbClusterFromSnapshotResponse restoreDBClusterFromSnapshot(
      RestoreDbClusterFromSnapshotRequest request) {
    RestoreDbClusterFromSnapshotResponse response =
        RestoreDbClusterFromSnapshotResponse.builder()
            .dbCluster(parts().clusters().restores().restore(caller(), request))
            .build();
    wake();
    return response;
  }
}
