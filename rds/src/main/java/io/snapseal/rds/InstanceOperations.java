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
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;

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
    ModifyDbInstanceResponse response =
        ModifyDbInstanceResponse.builder()
            .dbInstance(parts().modifications().modify(caller(), request))
            .build();
    wake();
    return response;
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

  @Override
  default StartDbInstanceResponse startDBInstance(StartDbInstanceRequest request) {
    StartDbInstanceResponse response =
        StartDbInstanceResponse.builder()
            .dbInstance(parts().startStop().start(caller(), request))
            .build();
    wake();
    return response;
  }

  @Override
  default StopDbInstanceResponse stopDBInstance(StopDbInstanceRequest request) {
    StopDbInstanceResponse response =
        StopDbInstanceResponse.builder()
            .dbInstance(parts().startStop().stop(caller(), request))
            .build();
    wake();
    return response;
  }

  @Override
  default RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
    RebootDbInstanceResponse response =
        RebootDbInstanceResponse.builder()
            .dbInstance(parts().startStop().reboot(caller(), request))
            .build();
    wake();
    return response;
  }
}
