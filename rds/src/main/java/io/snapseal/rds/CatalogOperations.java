package io.snapseal.rds;

import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesRequest;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbMajorEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbMajorEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsRequest;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesOfferingsRequest;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesOfferingsResponse;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeSourceRegionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeSourceRegionsResponse;

/** Operations that say what there is to be had. */
interface CatalogOperations extends Operations {
  @Override
  default DescribeDbEngineVersionsResponse describeDBEngineVersions(
      DescribeDbEngineVersionsRequest request) {
    return parts().around().versions().describe(request);
  }

  @Override
  default DescribeDbMajorEngineVersionsResponse describeDBMajorEngineVersions(
      DescribeDbMajorEngineVersionsRequest request) {
    return parts().around().versions().majors(request);
  }

  @Override
  default DescribeOrderableDbInstanceOptionsResponse describeOrderableDBInstanceOptions(
      DescribeOrderableDbInstanceOptionsRequest request) {
    return parts().around().options().describe(caller(), request);
  }

  @Override
  default DescribeSourceRegionsResponse describeSourceRegions(
      DescribeSourceRegionsRequest request) {
    return parts().around().surroundings().regions(caller(), request);
  }

  @Override
  default DescribeCertificatesResponse describeCertificates(DescribeCertificatesRequest request) {
    return parts().around().surroundings().certificates(request);
  }

  @Override
  default DescribeReservedDbInstancesResponse describeReservedDBInstances(
      DescribeReservedDbInstancesRequest request) {
    return parts().around().surroundings().reserved(request);
  }

  @Override
  default DescribeReservedDbInstancesOfferingsResponse describeReservedDBInstancesOfferings(
      DescribeReservedDbInstancesOfferingsRequest request) {
    return parts().around().surroundings().offerings(request);
  }

  @Override
  default DescribePendingMaintenanceActionsResponse describePendingMaintenanceActions(
      DescribePendingMaintenanceActionsRequest request) {
    return parts().around().maintenance().describe(caller(), request);
  }

  @Override
  default DescribeAccountAttributesResponse describeAccountAttributes(
      DescribeAccountAttributesRequest request) {
    return DescribeAccountAttributesResponse.builder()
        .accountQuotas(parts().around().quotas(caller()))
        .build();
  }
}
