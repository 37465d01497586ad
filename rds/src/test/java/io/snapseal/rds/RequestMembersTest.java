package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.model.Members;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.TagSpecification;

/** Nothing is ignored by omission: a member is acted upon, harmless, or refused by name. */
class RequestMembersTest {

  private static Stream<Class<?>> requests() {
    return Arrays.stream(ForCaller.class.getMethods())
        .filter(method -> method.getDeclaringClass() != RdsClient.class)
        .filter(method -> method.getParameterCount() == 1)
        .<Class<?>>map(method -> method.getParameterTypes()[0])
        .filter(AwsRequest.class::isAssignableFrom);
  }

  private static String operation(Class<?> request) {
    return request.getSimpleName().replaceFirst("Request$", "");
  }

  private static List<SdkField<?>> fields(Class<?> request) throws ReflectiveOperationException {
    return ((SdkPojo) request.getMethod("builder").invoke(null)).sdkFields();
  }

  /** A new release of the SDK with a new member makes this fail until somebody has decided. */
  @ParameterizedTest
  @MethodSource("requests")
  void everyMemberIsDecidedUpon(Class<?> request) throws ReflectiveOperationException {
    String operation = operation(request);
    assertThat(RdsRequests.MEMBERS.operations()).anyMatch(operation::equalsIgnoreCase);
    for (SdkField<?> field : fields(request)) {
      String member = field.memberName();
      Optional<Offers.Offer> offer = RdsRequests.OFFERS.of(operation, member);
      assertThat(RdsRequests.MEMBERS.of(operation).contains(member) || offer.isPresent())
          .as("%s.%s", operation, member)
          .isTrue();
      boolean anything = offer.filter(row -> row.accepts("\u0001")).isPresent();
      assertThat(offer.filter(row -> row.instead().equals("-")).isPresent())
          .as("%s.%s: who is refused hears why", operation, member)
          .isEqualTo(anything);
    }
  }

  @Test
  void noRowIsForNothing() throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Class<?> request : requests().toList()) {
      for (SdkField<?> field : fields(request)) {
        names.add(field.memberName());
        names.add(operation(request) + "." + field.memberName());
      }
    }
    assertThat(names).containsAll(RdsRequests.OFFERS.rows().keySet());
    for (Class<?> request : requests().toList()) {
      assertThat(fields(request).stream().map(SdkField::memberName))
          .containsAll(RdsRequests.MEMBERS.of(operation(request)));
    }
  }

  /** What Terraform, the console and the samples of the SDKs send without meaning anything. */
  @Test
  void habitualDefaultsAreAccepted() {
    assertThatCode(
            () ->
                RdsRequests.admit(
                    CreateDbInstanceRequest.builder()
                        .autoMinorVersionUpgrade(true)
                        .publiclyAccessible(false)
                        .copyTagsToSnapshot(true)
                        .backupRetentionPeriod(0)
                        .multiAZ(false)
                        .storageType("gp3")
                        .availabilityZone("us-east-1a")
                        .dbParameterGroupName("default.postgres17")
                        .optionGroupName("default:postgres-17")
                        .licenseModel("postgresql-license")
                        .monitoringInterval(0)
                        .enablePerformanceInsights(false)
                        .enableIAMDatabaseAuthentication(false)
                        .vpcSecurityGroupIds(List.of())
                        .networkType("IPV4")
                        .build()))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                RdsRequests.admit(
                    ModifyDbInstanceRequest.builder()
                        .applyImmediately(true)
                        .iops(0) // Terraform's, whenever storage grows
                        .engineVersion("")
                        .backupRetentionPeriod(0)
                        .build()))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                RdsRequests.admit(
                    CopyDbSnapshotRequest.builder().sourceRegion("eu-west-1").build()))
        .doesNotThrowAnyException();
  }

  static Stream<Consumer<CreateDbInstanceRequest.Builder>> promises() {
    return Stream.of(
        r -> r.multiAZ(true),
        r -> r.publiclyAccessible(true),
        r -> r.manageMasterUserPassword(true),
        r -> r.storageType("io1"),
        r -> r.iops(3000),
        r -> r.availabilityZone("us-east-1b"),
        r -> r.enableIAMDatabaseAuthentication(true),
        r -> r.enableCloudwatchLogsExports("postgresql"),
        r -> r.tagSpecifications(TagSpecification.builder().build()));
  }

  @ParameterizedTest
  @MethodSource("promises")
  void whatWouldBreakAPromiseIsRefused(Consumer<CreateDbInstanceRequest.Builder> promise) {
    CreateDbInstanceRequest.Builder asked = CreateDbInstanceRequest.builder();
    promise.accept(asked);
    CreateDbInstanceRequest request = asked.build();
    assertThatThrownBy(() -> RdsRequests.admit(request))
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterCombination");
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorMessage())
                  .startsWith("A private region ")
                  .contains(Members.given(request).get(0) + " cannot be given");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct-horse", ""})
  void aPasswordThatIsRefusedIsNotRepeated(String password) {
    assertThatThrownBy(
            () ->
                RdsRequests.admit(
                    ModifyDbInstanceRequest.builder().tdeCredentialPassword(password).build()))
        .hasMessageContaining("TdeCredentialPassword cannot be given.")
        .hasMessageNotContaining("correct-horse");
  }

  @Test
  void aRestoreTakesTheSnapshotsStorage() {
    assertThatThrownBy(
            () ->
                RdsRequests.admit(
                    RestoreDbInstanceFromDbSnapshotRequest.builder().allocatedStorage(40).build()))
        .hasMessageContaining("restores with the snapshot's storage");
  }
}
