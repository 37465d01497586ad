package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.policy.Identity;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** What every RDS operation must do with whatever it is given. */
class RdsRequestsTest {
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

  private static List<Method> operations() {
    return Arrays.stream(ForCaller.class.getMethods())
        .filter(method -> method.getDeclaringClass() != RdsClient.class)
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .toList();
  }

  @Test
  void everyOperationDeclaresItsActionAndResource() {
    Set<String> names =
        operations().stream()
            .map(Method::getName)
            .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
            .collect(Collectors.toSet());
    assertThat(RdsPermissions.all().keySet()).isEqualTo(names).hasSizeGreaterThan(50);
  }

  /** The SDK does not say which members are required: each operation must answer for itself. */
  @Test
  void aRequestWithoutAnythingIsAnsweredInAwssWords() throws ReflectiveOperationException {
    for (Method operation : operations()) {
      answered(operation, emptyOf(operation.getParameterTypes()[0]));
    }
  }

  private static Object emptyOf(Class<?> type) throws ReflectiveOperationException {
    return ((SdkBuilder<?, ?>) type.getMethod("builder").invoke(null)).build();
  }

  private static void answered(Method operation, Object request)
      throws ReflectiveOperationException {
    try {
      RdsClient.class
          .getMethod(operation.getName(), operation.getParameterTypes()[0])
          .invoke(fixture.client(), request);
    } catch (InvocationTargetException e) {
      assertThat(e.getTargetException()).as(operation.getName()).isInstanceOf(RdsException.class);
    }
  }

  @Test
  void oddMembersAreAnsweredInAwssWords() {
    RdsClient rds = fixture.client();
    assertThatThrownBy(() -> rds.describeDBSnapshots(r -> r.filters(Filter.builder().build())))
        .isInstanceOf(RdsException.class);
    assertThatThrownBy(
            () ->
                rds.addTagsToResource(
                    r ->
                        r.resourceName("arn:aws:rds:us-east-1:123456789012:db:x")
                            .tags(Tag.builder().build())))
        .isInstanceOf(RdsException.class);
    assertThatThrownBy(() -> rds.describeDBSnapshots(r -> r.maxRecords(19)))
        .hasMessageContaining("Must be between 20 and 100");
    assertThatThrownBy(() -> rds.describeDBInstances(r -> r.marker("%")))
        .isInstanceOf(RdsException.class);
    assertThatThrownBy(() -> rds.describeDBSnapshots(r -> r.snapshotType("odd")))
        .isInstanceOf(RdsException.class);
    assertThatThrownBy(() -> rds.describeDBInstances(r -> r.dbInstanceIdentifier("none")))
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("DBInstanceNotFound");
              assertThat(e.statusCode()).isEqualTo(404);
            });
  }

  @ParameterizedTest
  @MethodSource("refusedInstances")
  void whatWouldFailLaterIsRefusedAtOnce(
      Consumer<CreateDbInstanceRequest.Builder> change, String why) {
    assertThatThrownBy(
            () ->
                fixture
                    .client()
                    .createDBInstance(
                        r -> {
                          r.dbInstanceIdentifier("shop")
                              .engine("postgres")
                              .dbInstanceClass("db.t3.micro")
                              .allocatedStorage(20)
                              .masterUsername("alice")
                              .masterUserPassword("correct-horse");
                          change.accept(r);
                        }))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining(why);
  }

  private static Stream<Arguments> refusedInstances() {
    return Stream.of(
        refused(r -> r.port(1149), "Invalid port 1149"),
        refused(r -> r.port(65536), "Invalid port 65536"),
        refused(r -> r.port(0), "Invalid port 0"),
        refused(r -> r.dbName("Template1"), "reserved word"),
        refused(r -> r.dbName("1st"), "must begin with a letter"),
        refused(r -> r.masterUsername("Public"), "reserved word"),
        refused(r -> r.masterUsername("none"), "reserved word"),
        refused(r -> r.masterUsername("PG_me"), "reserved word"),
        refused(r -> r.masterUsername("RdsAdmin"), "reserved word"),
        refused(r -> r.masterUserPassword("short"), "not a valid password"),
        refused(r -> r.engineVersion("17.999"), "Cannot find version 17.999"),
        refused(r -> r.allocatedStorage(19), "Invalid storage size"));
  }

  private static Arguments refused(Consumer<CreateDbInstanceRequest.Builder> change, String why) {
    return Arguments.of(change, why);
  }

  @Test
  void tagsOfTheRequestAndOfTheResourceAreConditionKeys() {
    Tag db = Tag.builder().key("team").value("db").build();
    CreateDbInstanceRequest request =
        CreateDbInstanceRequest.builder()
            .dbInstanceIdentifier("tagged")
            .engine("postgres")
            .dbInstanceClass("db.t3.micro")
            .allocatedStorage(20)
            .masterUsername("alice")
            .masterUserPassword("correct-horse")
            .tags(db)
            .build();
    String arn = "arn:aws:rds:us-east-1:123456789012:db:tagged";
    Need need = new Need("rds:CreateDBInstance", arn);
    RdsConditions conditions = new RdsConditions(fixture.state);
    assertThat(conditions.added(RdsFixture.ACCOUNT, request, need).keys())
        .containsEntry("aws:RequestTag/team", List.of("db"))
        .containsEntry("aws:TagKeys", List.of("team"))
        .doesNotContainKey("aws:ResourceTag/team");
    fixture.client().createDBInstance(request);
    assertThat(conditions.added(RdsFixture.ACCOUNT, request, need).keys())
        .containsEntry("aws:ResourceTag/team", List.of("db"));
    fixture.idle();
  }

  @Test
  void anArnOfAnotherRegionNamesNothingHere() {
    assertThatThrownBy(
            () ->
                fixture
                    .client()
                    .describeDBSnapshots(
                        r ->
                            r.dbSnapshotIdentifier(
                                "arn:aws:rds:eu-west-1:123456789012:snapshot:old")))
        .isInstanceOf(DbSnapshotNotFoundException.class);
  }

  @Test
  void whoeverIsNotRootIsDeniedOnEveryOperation() throws ReflectiveOperationException {
    Caller eve =
        Caller.local(Identity.user(RdsFixture.ACCOUNT, "eve"), "AIDA1", RdsFixture.FIRST, "r");
    RdsClient rds = fixture.rds.as(eve);
    for (Method operation : operations()) {
      try {
        RdsClient.class
            .getMethod(operation.getName(), operation.getParameterTypes()[0])
            .invoke(rds, emptyOf(operation.getParameterTypes()[0]));
        throw new AssertionError(operation.getName() + " was allowed");
      } catch (InvocationTargetException e) {
        assertThat(e.getTargetException())
            .as(operation.getName())
            .isInstanceOfSatisfying(
                RdsException.class,
                denied ->
                    assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
      }
    }
  }
}
