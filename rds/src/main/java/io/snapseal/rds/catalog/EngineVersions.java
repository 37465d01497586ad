package io.snapseal.rds.catalog;

import io.snapseal.rds.resource.Filters;
import io.snapseal.rds.resource.Pages;
import io.snapseal.state.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DBMajorEngineVersion;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbMajorEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbMajorEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.UpgradeTarget;

/** DescribeDBEngineVersions and DescribeDBMajorEngineVersions: what this host really runs. */
public final class EngineVersions {
  private static final Filters<DBEngineVersion> FILTERS =
      new Filters<>(
          Map.of(
              "engine", item -> List.of(item.engine()),
              "engine-version", item -> List.of(item.engineVersion()),
              "engine-mode", DBEngineVersion::supportedEngineModes,
              "db-parameter-group-family", item -> List.of(item.dbParameterGroupFamily()),
              "status", item -> List.of(item.status())));

  private final Supplier<List<Offered>> offered;

  public EngineVersions(Supplier<List<Offered>> offered) {
    this.offered = offered;
  }

  public DescribeDbEngineVersionsResponse describe(DescribeDbEngineVersionsRequest request) {
    String version = request.engineVersion();
    String family = request.dbParameterGroupFamily();
    List<DBEngineVersion> all =
        offered.get().stream()
            .filter(one -> request.engine() == null || request.engine().equals(one.engine()))
            .filter(one -> version == null || one.is(version))
            .filter(one -> family == null || family.equals(one.family()))
            .filter(one -> !Boolean.TRUE.equals(request.defaultOnly()) || one.isDefault())
            .map(EngineVersions::shown)
            .filter(FILTERS.of(request.filters()))
            .sorted((one, other) -> name(one).compareTo(name(other)))
            .toList();
    Page<DBEngineVersion> page =
        Pages.of(all, EngineVersions::name, request.marker(), request.maxRecords());
    return DescribeDbEngineVersionsResponse.builder()
        .dbEngineVersions(page.items())
        .marker(page.next())
        .build();
  }

  public DescribeDbMajorEngineVersionsResponse majors(
      DescribeDbMajorEngineVersionsRequest request) {
    List<DBMajorEngineVersion> all =
        offered.get().stream()
            .filter(one -> is(request.engine(), one.engine()))
            .filter(one -> is(request.majorEngineVersion(), one.major()))
            .map(
                one ->
                    DBMajorEngineVersion.builder()
                        .engine(one.engine())
                        .majorEngineVersion(one.major())
                        .build())
            .distinct()
            .sorted((one, other) -> name(one).compareTo(name(other)))
            .toList();
    Page<DBMajorEngineVersion> page =
        Pages.of(all, EngineVersions::name, request.marker(), request.maxRecords());
    return DescribeDbMajorEngineVersionsResponse.builder()
        .dbMajorEngineVersions(page.items())
        .marker(page.next())
        .build();
  }

  private static DBEngineVersion shown(Offered one) {
    return DBEngineVersion.builder()
        .engine(one.engine())
        .majorEngineVersion(one.major())
        .engineVersion(one.version())
        .dbParameterGroupFamily(one.family())
        .dbEngineDescription(one.name())
        .dbEngineVersionDescription(one.name() + " " + one.version())
        .validUpgradeTarget(
            one.upgrades().stream()
                .map(
                    target ->
                        UpgradeTarget.builder()
                            .engine(one.engine())
                            .engineVersion(target)
                            .description(one.name() + " " + target)
                            .autoUpgrade(false)
                            .isMajorVersionUpgrade(false)
                            .build())
                .toList())
        .supportedEngineModes("provisioned")
        .exportableLogTypes(List.of())
        .supportsLogExportsToCloudwatchLogs(false)
        .supportsReadReplica(false)
        .supportedFeatureNames(List.of())
        .status("available")
        .supportsParallelQuery(false)
        .supportsGlobalDatabases(false)
        .supportsBabelfish(false)
        .supportsLimitlessDatabase(false)
        .supportsLocalWriteForwarding(false)
        .supportsIntegrations(false)
        .supportsCertificateRotationWithoutRestart(false)
        .build();
  }

  private static String name(DBEngineVersion one) {
    return one.engine() + " " + one.engineVersion();
  }

  private static String name(DBMajorEngineVersion one) {
    return one.engine() + " " + one.majorEngineVersion();
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equals(actual);
  }
}
