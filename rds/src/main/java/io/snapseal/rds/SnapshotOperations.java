package io.snapseal.rds;

import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.rds.snapshot.CopyRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;

/** Operations on DB snapshots: taken, described, shared, copied, restored, deleted. */
interface SnapshotOperations extends Operations {
  @Override
  default CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
    if (parts().clusters().members().has(caller(), request.dbInstanceIdentifier())) {
      throw RdsFaults.invalidValue(
          "The specified instance is a member of a cluster and a snapshot cannot be created directly. Please use the CreateDBClusterSnapshot API instead.");
    }
    return CreateDbSnapshotResponse.builder()
        .dbSnapshot(settled(parts().snapshots().create(caller(), request)))
        .build();
  }

  @Override
  default DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
    return parts().described().describe(caller(), request);
  }

  @Override
  default DescribeDbSnapshotAttributesResponse describeDBSnapshotAttributes(
      DescribeDbSnapshotAttributesRequest request) {
    return DescribeDbSnapshotAttributesResponse.builder()
        .dbSnapshotAttributesResult(parts().attributes().describe(caller(), request))
        .build();
  }

  @Override
  default ModifyDbSnapshotAttributeResponse modifyDBSnapshotAttribute(
      ModifyDbSnapshotAttributeRequest request) {
    return ModifyDbSnapshotAttributeResponse.builder()
        .dbSnapshotAttributesResult(parts().attributes().modify(caller(), request))
        .build();
  }

  @Override
  default CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
    return CopyDbSnapshotResponse.builder()
        .dbSnapshot(settled(parts().crossing().copy(caller(), CopyRequest.of(request))))
        .build();
  }

  @Override
  default DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
    return DeleteDbSnapshotResponse.builder()
        .dbSnapshot(settled(parts().snapshots().delete(caller(), request)))
        .build();
  }

  @Override
  default RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
      RestoreDbInstanceFromDbSnapshotRequest request) {
    return RestoreDbInstanceFromDbSnapshotResponse.builder()
        .dbInstance(settled(parts().restores().restore(caller(), request)))
        .build();
  }
}
