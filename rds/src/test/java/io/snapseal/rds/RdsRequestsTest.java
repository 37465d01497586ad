package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** What every RDS operation must do with whatever it is given. */
class RdsRequestsTest {
  @TempDir private static Path home;
  private static RdsFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new RdsFixture(home);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static List<Method> operations() {
    return Arrays.stream(Rds.ForCaller.class.getDeclaredMethods())
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
    assertThat(RdsPermissions.all().keySet()).isEqualTo(names).hasSize(12);
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

  @Test
  void whoeverIsNotRootIsDeniedOnEveryOperation() throws ReflectiveOperationException {
    Caller eve =
        new Caller(
            RdsFixture.ACCOUNT,
            "arn:aws:iam::123456789012:user/eve",
            "AIDA1",
            RdsFixture.FIRST,
            "127.0.0.1",
            false,
            Optional.empty(),
            "r");
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
