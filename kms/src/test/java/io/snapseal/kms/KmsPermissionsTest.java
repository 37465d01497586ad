package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class KmsPermissionsTest {
  @TempDir private Path home;

  @Test
  void everyOperationDeclaresItsActionAndResource() {
    Set<String> operations =
        Arrays.stream(KmsForCaller.class.getDeclaredMethods())
            .filter(method -> method.getParameterCount() == 1)
            .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
            .map(method -> method.getName())
            .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
            .collect(Collectors.toSet());
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThat(fixture.kms.permissions().keySet()).isEqualTo(operations).hasSize(47);
    }
  }

  @Test
  void whoeverIsNotRootIsDeniedInAwssWords() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      String arn = fixture.client().createKey(r -> {}).keyMetadata().arn();
      Caller user =
          Caller.local(Identity.user(KmsFixture.ACCOUNT, "eve"), "AIDA1", KmsFixture.REGION, "r");
      KmsClient kms = fixture.kms.as(user);

      assertThatThrownBy(() -> kms.encrypt(r -> r.keyId(arn).plaintext(KmsFixture.bytes("x"))))
          .isInstanceOfSatisfying(
              KmsException.class,
              e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "User: arn:aws:iam::123456789012:user/eve is not authorized to perform:"
                            + " kms:Encrypt on resource: "
                            + arn
                            + " because no identity-based policy allows the kms:Encrypt action");
              });
    }
  }

  /** The SDK does not say which members are required: each operation must answer for itself. */
  @Test
  void aRequestWithoutAnythingIsAnsweredInAwssWords() throws ReflectiveOperationException {
    try (KmsFixture fixture = new KmsFixture(home)) {
      KmsClient kms = fixture.client();
      for (Method operation : KmsForCaller.class.getDeclaredMethods()) {
        if (operation.getParameterCount() == 1 && isOperation(operation)) {
          answered(kms, operation);
        }
      }
    }
  }

  private static boolean isOperation(Method method) {
    return AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]);
  }

  private static void answered(KmsClient kms, Method operation)
      throws ReflectiveOperationException {
    Class<?> type = operation.getParameterTypes()[0];
    Object empty = ((SdkBuilder<?, ?>) type.getMethod("builder").invoke(null)).build();
    try {
      KmsClient.class.getMethod(operation.getName(), type).invoke(kms, empty);
    } catch (InvocationTargetException e) {
      assertThat(e.getTargetException()).as(operation.getName()).isInstanceOf(KmsException.class);
    }
  }

  @Test
  void anOperationThatIsNotOfferedIsNotPerformed() {
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThatThrownBy(() -> fixture.client().describeCustomKeyStores(r -> {}))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
