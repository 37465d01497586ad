package io.snapseal.iam.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class StsPermissionsTest {
  @TempDir private Path home;

  @Test
  void everyOperationDeclaresWhatItNeeds() {
    try (IamFixture fixture = new IamFixture(home)) {
      assertThat(service(fixture).permissions().keySet())
          .isEqualTo(
              operations().stream()
                  .map(Method::getName)
                  .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                  .collect(Collectors.toSet()))
          .hasSize(5);
    }
  }

  @Test
  void aTaggedFederatedUserNeedsTheRightToTag() {
    Caller root = Caller.root(IamFixture.ACCOUNT, "us-east-1", "request-1");
    String arn = "arn:aws:sts::123456789012:federated-user/bob";
    GetFederationTokenRequest.Builder request = GetFederationTokenRequest.builder().name("bob");
    assertThat(needs(root, request.build()))
        .containsExactly(new Need("sts:GetFederationToken", arn));
    assertThat(needs(root, request.tags(Tag.builder().key("a").value("b").build()).build()))
        .containsExactly(new Need("sts:GetFederationToken", arn), new Need("sts:TagSession", arn));
  }

  private List<Need> needs(Caller caller, GetFederationTokenRequest request) {
    try (IamFixture fixture = new IamFixture(home)) {
      return Objects.requireNonNull(service(fixture).permissions().get("GetFederationToken"))
          .needs()
          .apply(caller, request);
    }
  }

  /** The SDK does not say which members are required: each operation must answer for itself. */
  @Test
  void aRequestWithoutAnythingIsAnsweredInAwssWords() throws ReflectiveOperationException {
    try (IamFixture fixture = new IamFixture(home)) {
      StsClient sts = sts(fixture);
      for (Method operation : operations()) {
        Class<?> type = operation.getParameterTypes()[0];
        Object empty = ((SdkBuilder<?, ?>) type.getMethod("builder").invoke(null)).build();
        try {
          StsClient.class.getMethod(operation.getName(), type).invoke(sts, empty);
        } catch (InvocationTargetException e) {
          assertThat(e.getTargetException())
              .as(operation.getName())
              .isInstanceOf(StsException.class)
              .hasMessageContaining("Member must not be null");
        }
      }
    }
  }

  @Test
  void anOperationThatIsNotOfferedIsNotPerformed() {
    try (IamFixture fixture = new IamFixture(home)) {
      assertThatThrownBy(() -> sts(fixture).assumeRoleWithSAML(r -> {}))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  private static StsClient sts(IamFixture fixture) {
    return service(fixture).as(Caller.root(IamFixture.ACCOUNT, "us-east-1", "request-1"));
  }

  private static StsService service(IamFixture fixture) {
    return new StsService(
        fixture.state,
        new Sessions(fixture.wrapping, new SecureRandom()),
        fixture.authorizer,
        fixture.clock);
  }

  private static List<Method> operations() {
    return Arrays.stream(StsService.ForCaller.class.getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .toList();
  }
}
