package io.snapseal.rds;

import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;

/** Operations on read replicas. */
interface ReplicaOperations extends Operations {
  @Override
  default CreateDbInstanceReadReplicaResponse createDBInstanceReadReplica(
      CreateDbInstanceReadReplicaRequest request) {
    CreateDbInstanceReadReplicaResponse response =
        CreateDbInstanceReadReplicaResponse.builder()
            .dbInstance(parts().replicas().create(caller(), request))
            .build();
    wake();
    return response;
  }

  @Override
  default PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
    PromoteReadReplicaResponse response =
        PromoteReadReplicaResponse.builder()
            .dbInstance(parts().replicas().promote(caller(), request))
            .build();
    wake();
    return response;
  }
}
