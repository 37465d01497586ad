package io.snapseal.rds.catalog;

import io.snapseal.iam.Caller;
import io.snapseal.model.RowFile;
import io.snapseal.rds.resource.Lists;
import io.snapseal.rds.resource.RdsFaults;
import io.snapseal.state.Page;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;

/**
 * DescribeOrderableDBInstanceOptions: a list of classes, the same for every engine, with and
 * without encryption. A class is a name here: the host is as large as it is.
 */
public final class InstanceOptions {
  private static final List<String> STORAGE = List.of("gp2", "gp3", "standard");
  private static final List<String> AURORA = List.of("aurora");
  private static final int MIN_GIB = 20;
  private static final int MAX_GIB = 65_536;
  private static final int MOST_RECORDS = 1000;

  private final Supplier<List<Offered>> offered;
  private final BooleanSupplier encryption;
  private final List<String> classes;

  /**
   * @param encryption whether this host can encrypt an instance's storage
   */
  public InstanceOptions(Supplier<List<Offered>> offered, BooleanSupplier encryption) {
    this.offered = offered;
    this.encryption = encryption;
    this.classes =
        RowFile.text(InstanceOptions.class, "classes.txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
  }

  public DescribeOrderableDbInstanceOptionsResponse describe(
      Caller caller, DescribeOrderableDbInstanceOptionsRequest request) {
    String engine = RdsFaults.required(request.engine(), "Engine");
    String version = request.engineVersion();
    List<OrderableDBInstanceOption> all =
        offered.get().stream()
            .filter(one -> one.engine().equals(engine))
            .filter(one -> version == null || one.is(version))
            .filter(one -> is(request.licenseModel(), one.license()))
            .filter(one -> !Boolean.FALSE.equals(request.vpc()))
            .flatMap(one -> options(caller.region(), one, request.dbInstanceClass()))
            .sorted((one, other) -> name(one).compareTo(name(other)))
            .toList();
    Page<OrderableDBInstanceOption> page =
        Page.of(
            all,
            InstanceOptions::name,
            request.marker(),
            Lists.size(request.maxRecords(), MOST_RECORDS),
            Lists::invalidMarker);
    return DescribeOrderableDbInstanceOptionsResponse.builder()
        .orderableDBInstanceOptions(page.items())
        .marker(page.next())
        .build();
  }

  private Stream<OrderableDBInstanceOption> options(
      String region, Offered one, @Nullable String wanted) {
    return classes.stream()
        .filter(name -> is(wanted, name))
        .flatMap(
            name ->
                (one.isAurora() ? AURORA : STORAGE)
                    .stream().map(storage -> option(region, one, name, storage)));
  }

  private OrderableDBInstanceOption option(
      String region, Offered one, String instanceClass, String storage) {
    return OrderableDBInstanceOption.builder()
        .engine(one.engine())
        .engineVersion(one.version())
        .dbInstanceClass(instanceClass)
        .licenseModel(one.license())
        .availabilityZones(AvailabilityZone.builder().name(region + "a").build())
        .multiAZCapable(false)
        .readReplicaCapable(false)
        .vpc(true)
        .supportsStorageEncryption(encryption.getAsBoolean())
        .storageType(storage)
        .supportsIops(false)
        .supportsStorageThroughput(false)
        .supportsEnhancedMonitoring(false)
        .supportsIAMDatabaseAuthentication(false)
        .supportsPerformanceInsights(false)
        .minStorageSize(MIN_GIB)
        .maxStorageSize(MAX_GIB)
        .supportedEngineModes("provisioned")
        .supportsStorageAutoscaling(false)
        .supportsKerberosAuthentication(false)
        .outpostCapable(false)
        .supportsGlobalDatabases(false)
        .supportedNetworkTypes("IPV4")
        .supportsClusters(one.isAurora())
        .supportsDedicatedLogVolume(false)
        .build();
  }

  private static String name(OrderableDBInstanceOption one) {
    return String.join(" ", one.engineVersion(), one.dbInstanceClass(), one.storageType());
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equals(actual);
  }
}
