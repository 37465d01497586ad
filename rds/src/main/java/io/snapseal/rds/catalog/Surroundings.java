package io.snapseal.rds.catalog;

import io.snapseal.iam.Caller;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.Pages;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Page;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CertificateNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesRequest;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesOfferingsRequest;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesOfferingsResponse;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeReservedDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeSourceRegionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeSourceRegionsResponse;
import software.amazon.awssdk.services.rds.model.ReservedDbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.ReservedDbInstancesOfferingNotFoundException;
import software.amazon.awssdk.services.rds.model.SourceRegion;

/**
 * What clients ask for around a database: the other regions of the server, and what a private
 * region has none of, certificates and reservations.
 */
public final class Surroundings {
  private final List<String> regions;

  public Surroundings(Collection<String> regions) {
    this.regions = regions.stream().sorted().toList();
  }

  /** The regions of which a region can copy, restore or replicate: the server's others. */
  public DescribeSourceRegionsResponse regions(
      Caller caller, DescribeSourceRegionsRequest request) {
    String wanted = request.regionName();
    if (wanted != null && !regions.contains(wanted)) {
      throw RdsFaults.invalidValue("Invalid region: " + wanted);
    }
    List<SourceRegion> others =
        regions.stream()
            .filter(region -> !region.equals(caller.region()))
            .filter(region -> wanted == null || region.equals(wanted))
            .map(
                region ->
                    SourceRegion.builder()
                        .regionName(region)
                        .endpoint("https://rds." + region + ".amazonaws.com")
                        .status("available")
                        .supportsDBInstanceAutomatedBackupsReplication(false)
                        .build())
            .toList();
    Page<SourceRegion> page =
        Pages.of(others, SourceRegion::regionName, request.marker(), request.maxRecords());
    return DescribeSourceRegionsResponse.builder()
        .sourceRegions(page.items())
        .marker(page.next())
        .build();
  }

  /** Database servers listen on this machine only, without TLS. */
  public DescribeCertificatesResponse certificates(DescribeCertificatesRequest request) {
    none(request.marker(), request.maxRecords());
    if (request.certificateIdentifier() != null) {
      throw RdsFaults.missing(
          CertificateNotFoundException.builder(),
          "CertificateNotFound",
          "Certificate %s not found: a private region has no certificate of a database server."
              .formatted(request.certificateIdentifier()));
    }
    return DescribeCertificatesResponse.builder().certificates(List.of()).build();
  }

  public DescribeReservedDbInstancesResponse reserved(DescribeReservedDbInstancesRequest request) {
    none(request.marker(), request.maxRecords());
    if (request.reservedDBInstanceId() != null) {
      throw RdsFaults.missing(
          ReservedDbInstanceNotFoundException.builder(),
          "ReservedDBInstanceNotFound",
          "The specified reserved DB instance was not found.");
    }
    return DescribeReservedDbInstancesResponse.builder().reservedDBInstances(List.of()).build();
  }

  public DescribeReservedDbInstancesOfferingsResponse offerings(
      DescribeReservedDbInstancesOfferingsRequest request) {
    none(request.marker(), request.maxRecords());
    if (request.reservedDBInstancesOfferingId() != null) {
      throw RdsFaults.missing(
          ReservedDbInstancesOfferingNotFoundException.builder(),
          "ReservedDBInstancesOfferingNotFound",
          "The specified reserved DB instances offering was not found.");
    }
    return DescribeReservedDbInstancesOfferingsResponse.builder()
        .reservedDBInstancesOfferings(List.of())
        .build();
  }

  /** Options need what a private region has not. */
  public DescribeOptionGroupOptionsResponse options(DescribeOptionGroupOptionsRequest request) {
    RdsFaults.required(request.engineName(), "EngineName");
    none(request.marker(), request.maxRecords());
    return DescribeOptionGroupOptionsResponse.builder().optionGroupOptions(List.of()).build();
  }

  /** The page of an empty list. */
  static void none(@Nullable String marker, @Nullable Integer maxRecords) {
    Pages.after(marker);
    Lists.size(maxRecords);
  }
}
