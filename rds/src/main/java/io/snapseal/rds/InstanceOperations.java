package io.snapseal.rds;

import io.snapseal.rds.cluster.Members;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;

/** Operations on DB instances. */
interface InstanceOperations extends Operations {
  @Override
  default CreateDbInstanceResponse createDBInstance(CreateDbInstanceRequest request) {
    return CreateDbInstanceResponse.builder()
        .dbInstance(
            settled(
                Members.isFor(request)
                    ? parts().clusters().members().create(caller(), request)
                    : parts().instances().create(caller(), request)))
        .build();
  }

  @Override
  default DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
    return parts().instances().describe(caller(), request);
  }

  @Override
  default ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
    return ModifyDbInstanceResponse.builder()
        .dbInstance(parts().modifications().modify(caller(), request))
        .build();
  }

  @Override
  default DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
    return DeleteDbInstanceResponse.builder()
        .dbInstance(
            settled(
                parts().clusters().members().has(caller(), request.dbInstanceIdentifier())
                    ? parts().clusters().members().delete(caller(), request)
                    : parts().instances().delete(caller(), request)))
        .build();
  }
}
