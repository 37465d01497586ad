package io.snapseal.rds;

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
    CreateDbInstanceResponse response =
        CreateDbInstanceResponse.builder()
            .dbInstance(parts().instances().create(caller(), request))
            .build();
    wake();
    return response;
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
    DeleteDbInstanceResponse response =
        DeleteDbInstanceResponse.builder()
            .dbInstance(parts().instances().delete(caller(), request))
            .build();
    wake();
    return response;
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
