package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.model.Members;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** No member of a request is ignored: it is acted upon, or refused by its name. */
class RequestMembersTest {
  /** With what is handled it is all that the SDK can send. */
  private static final Map<String, Set<String>> REFUSED =
      Map.of(
          "AssumeRole", Set.of("ProvidedContexts"),
          "SimulateCustomPolicy",
              Set.of("ResourceHandlingOption", "OrderedOrganizationPolicyInputList"),
          "SimulatePrincipalPolicy", Set.of("ResourceHandlingOption", "PolicyExclusionList"));

  @TempDir private Path home;

  static Stream<Class<?>> iam() {
    return Arrays.stream(Iam.ForCaller.class.getInterfaces()).flatMap(type -> requests(type));
  }

  static Stream<Class<?>> sts() {
    return requests(StsService.ForCaller.class);
  }

  private static Stream<Class<?>> requests(Class<?> service) {
    return Arrays.stream(service.getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 1)
        .<Class<?>>map(RequestMembersTest::parameter)
        .filter(AwsRequest.class::isAssignableFrom);
  }

  private static Class<?> parameter(Method method) {
    return method.getParameterTypes()[0];
  }

  /** A new release of the SDK with a new member makes this fail until somebody has decided. */
  @ParameterizedTest
  @MethodSource("iam")
  void everyMemberOfIamIsDecidedUpon(Class<?> request) throws ReflectiveOperationException {
    decided(IamRequests.MEMBERS, request);
  }

  @ParameterizedTest
  @MethodSource("sts")
  void everyMemberOfStsIsDecidedUpon(Class<?> request) throws ReflectiveOperationException {
    decided(StsRequests.MEMBERS, request);
  }

  private static void decided(Members members, Class<?> request)
      throws ReflectiveOperationException {
    String operation = request.getSimpleName().replaceFirst("Request$", "");
    assertThat(members.operations()).contains(operation);
    TreeSet<String> decided = new TreeSet<>(members.of(operation));
    decided.addAll(REFUSED.getOrDefault(operation, Set.of()));
    SdkPojo builder = (SdkPojo) request.getMethod("builder").invoke(null);
    assertThat(decided)
        .containsExactlyInAnyOrderElementsOf(
            builder.sdkFields().stream().map(SdkField::memberName).toList());
  }

  @Test
  void theServiceItselfRefuses() {
    try (IamFixture fixture = new IamFixture(home)) {
      assertFault(
          () ->
              fixture
                  .client()
                  .simulateCustomPolicy(
                      r ->
                          r.policyInputList(IamFixture.ALLOW_ALL)
                              .actionNames("ec2:RunInstances")
                              .resourceHandlingOption("EC2-Classic-EBS")),
          "InvalidInput",
          400,
          "ResourceHandlingOption is not supported in this region.");
    }
  }
}
