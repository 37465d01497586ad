package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.rds.group.Families;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.InvalidDbParameterGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSubnetGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidOptionGroupStateException;

/** Instances in groups: what is shown, what the server really has, what cannot be deleted. */
class GroupedInstancesTest {
  @TempDir private Path home;

  @Test
  void aServerHasTheParametersOfItsGroup() throws IOException, SQLException {
    Passable.make(home);
    try (RdsFixture fixture = new RdsFixture(home)) {
      RdsClient rds = fixture.client();
      String version =
          rds.describeDBEngineVersions(r -> r.engine("postgres"))
              .dbEngineVersions()
              .get(0)
              .engineVersion();
      String family = Families.of("postgres", version);
      groups(rds, family, Families.major("postgres", version));
      create(rds);
      fixture.idle();
      DBInstance shop = fixture.instance(RdsFixture.FIRST, "shop");
      assertThat(shop.dbParameterGroups().get(0).parameterApplyStatus()).isEqualTo("in-sync");
      assertThat(shop.dbSubnetGroup().dbSubnetGroupName()).isEqualTo("private");
      assertThat(shop.vpcSecurityGroups().get(0).vpcSecurityGroupId()).isEqualTo("sg-01234567");
      assertThat(shown(shop, "work_mem")).isEqualTo("7MB");
      rds.modifyDBParameterGroup(
          r ->
              r.dbParameterGroupName("mine")
                  .parameters(GroupsTest.parameter("work_mem", "9216", "immediate")));
      assertThat(fixture.instance(RdsFixture.FIRST, "shop").dbParameterGroups().get(0))
          .hasFieldOrPropertyWithValue("parameterApplyStatus", "pending-reboot");
      cannotBeDeleted(rds);
      modified(fixture, family);
    }
    try (RdsFixture fixture = new RdsFixture(home)) {
      fixture.idle();
      DBInstance shop = fixture.instance(RdsFixture.FIRST, "shop");
      assertThat(shop.dbParameterGroups().get(0).parameterApplyStatus()).isEqualTo("in-sync");
      assertThat(shown(shop, "work_mem")).isEqualTo("9MB");
    }
  }

  private static void groups(RdsClient rds, String family, String major) {
    rds.createDBParameterGroup(
        r -> r.dbParameterGroupName("mine").dbParameterGroupFamily(family).description("d"));
    rds.createDBParameterGroup(
        r -> r.dbParameterGroupName("old").dbParameterGroupFamily("postgres9").description("d"));
    rds.modifyDBParameterGroup(
        r ->
            r.dbParameterGroupName("mine")
                .parameters(GroupsTest.parameter("work_mem", "7168", "immediate")));
    rds.createOptionGroup(
        r ->
            r.optionGroupName("plain")
                .engineName("postgres")
                .majorEngineVersion(major)
                .optionGroupDescription("d"));
    rds.createDBSubnetGroup(
        r ->
            r.dbSubnetGroupName("private")
                .dbSubnetGroupDescription("d")
                .subnetIds("subnet-01234567", "subnet-89abcdef"));
  }

  private static void create(RdsClient rds) {
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("shop")
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername("alice")
                .masterUserPassword("correct-horse")
                .dbName("shop")
                .dbParameterGroupName("mine")
                .optionGroupName("plain")
                .dbSubnetGroupName("private")
                .vpcSecurityGroupIds("sg-01234567"));
  }

  private static void cannotBeDeleted(RdsClient rds) {
    assertThatThrownBy(() -> rds.deleteDBParameterGroup(r -> r.dbParameterGroupName("mine")))
        .isInstanceOf(InvalidDbParameterGroupStateException.class);
    assertThatThrownBy(() -> rds.deleteOptionGroup(r -> r.optionGroupName("plain")))
        .isInstanceOf(InvalidOptionGroupStateException.class);
    assertThatThrownBy(() -> rds.deleteDBSubnetGroup(r -> r.dbSubnetGroupName("private")))
        .isInstanceOf(InvalidDbSubnetGroupStateException.class);
  }

  private static void modified(RdsFixture fixture, String family) {
    RdsClient rds = fixture.client();
    assertThatThrownBy(
            () ->
                rds.modifyDBInstance(
                    r -> r.dbInstanceIdentifier("shop").dbParameterGroupName("old")))
        .hasMessageContaining("Please use a parameter group with DBParameterGroupFamily " + family);
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("shop").vpcSecurityGroupIds("sg-76543210"));
    assertThat(fixture.instance(RdsFixture.FIRST, "shop").vpcSecurityGroups().get(0))
        .hasFieldOrPropertyWithValue("vpcSecurityGroupId", "sg-76543210");
  }

  private static String shown(DBInstance instance, String parameter) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/shop".formatted(instance.dbInstancePort()),
                "alice",
                "correct-horse");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + parameter)) {
      row.next();
      return row.getString(1);
    }
  }
}
