package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DbParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupDoesNotCoverEnoughAZsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbParameterGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidOptionGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidSubnetException;
import software.amazon.awssdk.services.rds.model.OptionConfiguration;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.Tag;

/** Groups that no instance is in. */
class GroupsTest {
  private static final String SUBNET = "subnet-0123456789abcdef";

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

  static Parameter parameter(String name, String value, String method) {
    return Parameter.builder()
        .parameterName(name)
        .parameterValue(value)
        .applyMethod(method)
        .build();
  }

  private static RdsClient rds() {
    return fixture.client();
  }

  private static DBParameterGroup create(String name) {
    return rds()
        .createDBParameterGroup(
            r ->
                r.dbParameterGroupName(name)
                    .dbParameterGroupFamily("postgres17")
                    .description("of a test")
                    .tags(Tag.builder().key("team").value("db").build()))
        .dbParameterGroup();
  }

  private static List<Parameter> set(String group) {
    return rds()
        .describeDBParameters(r -> r.dbParameterGroupName(group).source("user"))
        .parameters();
  }

  @Test
  void aParameterGroupIsMadeChangedCopiedResetAndDeleted() {
    DBParameterGroup made = create("Mine");
    assertThat(made.dbParameterGroupArn()).isEqualTo("arn:aws:rds:us-east-1:123456789012:pg:mine");
    assertThatThrownBy(() -> create("mine"))
        .isInstanceOf(DbParameterGroupAlreadyExistsException.class);
    rds()
        .modifyDBParameterGroup(
            r ->
                r.dbParameterGroupName("mine")
                    .parameters(
                        parameter("work_mem", "8192", "immediate"),
                        parameter("max_connections", "50", "pending-reboot")));
    assertThat(set("mine"))
        .extracting(Parameter::parameterName, Parameter::parameterValue)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("max_connections", "50"),
            org.assertj.core.groups.Tuple.tuple("work_mem", "8192"));
    rds()
        .copyDBParameterGroup(
            r ->
                r.sourceDBParameterGroupIdentifier(made.dbParameterGroupArn())
                    .targetDBParameterGroupIdentifier("yours")
                    .targetDBParameterGroupDescription("a copy"));
    rds()
        .resetDBParameterGroup(
            r -> r.dbParameterGroupName("mine").parameters(parameter("work_mem", "", "immediate")));
    assertThat(set("mine")).extracting(Parameter::parameterName).containsExactly("max_connections");
    rds().resetDBParameterGroup(r -> r.dbParameterGroupName("mine").resetAllParameters(true));
    assertThat(set("mine")).isEmpty();
    assertThat(set("yours")).hasSize(2);
    assertThat(rds().listTagsForResource(r -> r.resourceName(made.dbParameterGroupArn())).tagList())
        .containsExactly(Tag.builder().key("team").value("db").build());
    rds().deleteDBParameterGroup(r -> r.dbParameterGroupName("mine"));
    rds().deleteDBParameterGroup(r -> r.dbParameterGroupName("yours"));
    assertThatThrownBy(() -> set("mine")).isInstanceOf(DbParameterGroupNotFoundException.class);
  }

  @Test
  void whatAParameterMayNotBeIsRefused() {
    create("strict");
    assertRefused("shared_preload_libraries", "x", "pending-reboot", "Could not find parameter");
    assertRefused("work_mem", "63", "immediate", "allowed values are: 64-2147483647");
    assertRefused("work_mem", "64; drop", "immediate", "Invalid parameter value");
    assertRefused("timezone", "UTC'\nport=1", "immediate", "Invalid parameter value");
    assertRefused(
        "max_connections",
        "50",
        "immediate",
        "cannot use immediate apply method for static parameter");
    assertRefused("work_mem", "64", "at once", "ApplyMethod must be");
    assertThat(set("strict")).isEmpty();
    rds().deleteDBParameterGroup(r -> r.dbParameterGroupName("strict"));
  }

  private static void assertRefused(String name, String value, String method, String why) {
    assertThatThrownBy(
            () ->
                rds()
                    .modifyDBParameterGroup(
                        r ->
                            r.dbParameterGroupName("strict")
                                .parameters(
                                    parameter("work_mem", "128", "immediate"),
                                    parameter(name, value, method))))
        .hasMessageContaining(why);
  }

  @Test
  void theDefaultGroupIsThereAndNobodysToChange() {
    assertThat(rds().describeDBParameterGroups().dbParameterGroups())
        .extracting(DBParameterGroup::dbParameterGroupName)
        .anyMatch(name -> name.startsWith("default.postgres"));
    assertThatThrownBy(
            () -> rds().deleteDBParameterGroup(r -> r.dbParameterGroupName("default.postgres17")))
        .isInstanceOf(InvalidDbParameterGroupStateException.class)
        .hasMessageContaining("Default DBParameterGroup cannot be deleted: default.postgres17");
    assertThatThrownBy(
            () ->
                rds()
                    .modifyDBParameterGroup(
                        r ->
                            r.dbParameterGroupName("default.postgres17")
                                .parameters(parameter("work_mem", "64", "immediate"))))
        .isInstanceOf(InvalidDbParameterGroupStateException.class);
    assertThat(
            rds()
                .describeEngineDefaultParameters(r -> r.dbParameterGroupFamily("postgres17"))
                .engineDefaults()
                .parameters())
        .extracting(Parameter::parameterName)
        .isSorted()
        .contains("max_connections", "work_mem");
    assertThatThrownBy(
            () -> rds().describeEngineDefaultParameters(r -> r.dbParameterGroupFamily("odd1")))
        .hasMessageContaining("not a valid parameter group family");
  }

  @Test
  void clustersHaveParameterGroupsOfTheirOwn() {
    rds()
        .createDBClusterParameterGroup(
            r ->
                r.dbClusterParameterGroupName("cluster")
                    .dbParameterGroupFamily("aurora-postgresql16")
                    .description("of a test"));
    rds()
        .modifyDBClusterParameterGroup(
            r ->
                r.dbClusterParameterGroupName("cluster")
                    .parameters(parameter("work_mem", "64", "immediate")));
    assertThat(
            rds()
                .describeDBClusterParameters(
                    r -> r.dbClusterParameterGroupName("cluster").source("user"))
                .parameters())
        .hasSize(1);
    assertThatThrownBy(
            () -> rds().describeDBParameterGroups(r -> r.dbParameterGroupName("cluster")))
        .isInstanceOf(DbParameterGroupNotFoundException.class);
    rds().deleteDBClusterParameterGroup(r -> r.dbClusterParameterGroupName("cluster"));
  }

  @Test
  void anOptionGroupTakesNoOptions() {
    rds()
        .createOptionGroup(
            r ->
                r.optionGroupName("plain")
                    .engineName("postgres")
                    .majorEngineVersion("17")
                    .optionGroupDescription("of a test"));
    assertThatThrownBy(
            () ->
                rds()
                    .modifyOptionGroup(
                        r ->
                            r.optionGroupName("plain")
                                .optionsToInclude(
                                    OptionConfiguration.builder().optionName("TDE").build())))
        .hasMessageContaining("TDE is not offered by a private region");
    assertThat(rds().describeOptionGroups(r -> r.engineName("postgres")).optionGroupsList())
        .hasSizeGreaterThan(1);
    rds().deleteOptionGroup(r -> r.optionGroupName("plain"));
    assertThatThrownBy(() -> rds().describeOptionGroups(r -> r.optionGroupName("plain")))
        .isInstanceOf(OptionGroupNotFoundException.class);
    assertThatThrownBy(() -> rds().deleteOptionGroup(r -> r.optionGroupName("default:postgres-17")))
        .isInstanceOf(InvalidOptionGroupStateException.class);
  }

  @Test
  void aSubnetGroupIsANameAndForms() {
    DBSubnetGroup made =
        rds()
            .createDBSubnetGroup(
                r ->
                    r.dbSubnetGroupName("Private One")
                        .dbSubnetGroupDescription("of a test")
                        .subnetIds(SUBNET + "0", SUBNET + "1"))
            .dbSubnetGroup();
    assertThat(made.dbSubnetGroupName()).isEqualTo("private one");
    assertThat(made.subnets()).hasSize(2);
    assertThatThrownBy(
            () ->
                rds()
                    .modifyDBSubnetGroup(
                        r -> r.dbSubnetGroupName("private one").subnetIds(SUBNET + "0")))
        .isInstanceOf(DbSubnetGroupDoesNotCoverEnoughAZsException.class);
    assertThatThrownBy(
            () ->
                rds()
                    .modifyDBSubnetGroup(
                        r -> r.dbSubnetGroupName("private one").subnetIds(SUBNET + "0", "odd")))
        .isInstanceOf(InvalidSubnetException.class);
    rds().deleteDBSubnetGroup(r -> r.dbSubnetGroupName("PRIVATE one"));
    assertThatThrownBy(() -> rds().describeDBSubnetGroups(r -> r.dbSubnetGroupName("private one")))
        .isInstanceOf(DbSubnetGroupNotFoundException.class);
  }

  @Test
  void whoMayNotTagMakesNothingTagged() {
    fixture.allowAlice("{'Effect':'Allow','Action':'rds:CreateDBParameterGroup','Resource':'*'}");
    assertThatThrownBy(
            () ->
                fixture
                    .alice()
                    .createDBParameterGroup(
                        r ->
                            r.dbParameterGroupName("tagged")
                                .dbParameterGroupFamily("postgres17")
                                .description("d")
                                .tags(Tag.builder().key("a").value("b").build())))
        .hasMessageContaining("rds:AddTagsToResource");
  }
}
