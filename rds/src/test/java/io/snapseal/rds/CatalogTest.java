package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CertificateNotFoundException;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;
import software.amazon.awssdk.services.rds.model.SourceRegion;

/** What there is to be had is what the host really has. */
class CatalogTest {
  @TempDir private static Path home;
  private static RdsFixture fixture;

  @BeforeAll
  static void open() throws IOException {
    Passable.make(home);
    fixture = new RdsFixture(home);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static RdsClient rds() {
    return fixture.client();
  }

  @Test
  void theVersionsAreTheHosts() {
    DBEngineVersion only =
        rds()
            .describeDBEngineVersions(r -> r.engine("postgres").defaultOnly(true))
            .dbEngineVersions()
            .get(0);
    assertThat(only.engine()).isEqualTo("postgres");
    String major = only.majorEngineVersion();
    assertThat(only.engineVersion()).startsWith(major + ".");
    assertThat(only.dbParameterGroupFamily()).isEqualTo("postgres" + major);
    assertThat(
            rds()
                .describeDBEngineVersions(r -> r.engine("postgres").engineVersion(major))
                .dbEngineVersions())
        .containsExactly(only);
    assertThat(rds().describeDBEngineVersions(r -> r.engine("mysql")).dbEngineVersions()).isEmpty();
    Filter family = Filter.builder().name("db-parameter-group-family").values("postgres9").build();
    assertThat(rds().describeDBEngineVersions(r -> r.filters(family)).dbEngineVersions()).isEmpty();
    assertThat(
            rds().describeDBMajorEngineVersions(r -> r.engine("postgres")).dbMajorEngineVersions())
        .hasSize(1);
  }

  @Test
  void aClassIsOfferedForEveryKindOfStorage() {
    assertThat(
            rds()
                .describeOrderableDBInstanceOptions(
                    r -> r.engine("postgres").dbInstanceClass("db.t3.micro").maxRecords(1000))
                .orderableDBInstanceOptions())
        .extracting(OrderableDBInstanceOption::storageType)
        .containsExactly("gp2", "gp3", "standard");
    assertThat(
            rds()
                .describeOrderableDBInstanceOptionsPaginator(r -> r.engine("postgres"))
                .orderableDBInstanceOptions())
        .hasSizeGreaterThan(100)
        .doesNotHaveDuplicates();
  }

  @Test
  void theOtherRegionsAreSources() {
    assertThat(rds().describeSourceRegions().sourceRegions())
        .extracting(SourceRegion::regionName)
        .containsExactly(RdsFixture.SECOND);
    assertThatThrownBy(() -> rds().describeSourceRegions(r -> r.regionName("mars-1")))
        .hasMessageContaining("Invalid region");
  }

  @Test
  void whatThereIsNoneOfIsEmpty() {
    assertThat(rds().describeCertificates().certificates()).isEmpty();
    assertThatThrownBy(
            () -> rds().describeCertificates(r -> r.certificateIdentifier("rds-ca-rsa2048-g1")))
        .isInstanceOf(CertificateNotFoundException.class);
    assertThat(rds().describePendingMaintenanceActions().pendingMaintenanceActions()).isEmpty();
    assertThat(rds().describeReservedDBInstances().reservedDBInstances()).isEmpty();
    assertThat(rds().describeReservedDBInstancesOfferings().reservedDBInstancesOfferings())
        .isEmpty();
    assertThat(rds().describeOptionGroupOptions(r -> r.engineName("postgres")).optionGroupOptions())
        .isEmpty();
  }
}
