package io.snapseal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.StsException;

class AuthorizedClientTest {
  private static final Caller ROOT = Caller.root("123456789012", "us-east-1", "r");
  private static final Caller EVE =
      new Caller(
          "123456789012",
          "arn:aws:iam::123456789012:user/eve",
          "AIDA1",
          "us-east-1",
          "127.0.0.1",
          false,
          Optional.empty(),
          "r");

  private final Sts sts = new Sts(new Authorizer());

  @Test
  void rootMayAskWhoItIs() {
    assertThat(sts.as(ROOT).getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
  }

  /**
   * Every way that the SDK's interface offers to call an operation leads through the authorizer.
   */
  @Test
  void noConvenienceMethodGoesAroundTheAuthorizer() {
    StsClient client = sts.as(EVE);

    assertThatThrownBy(() -> client.getCallerIdentity(GetCallerIdentityRequest.builder().build()))
        .isInstanceOf(StsException.class);
    assertThatThrownBy(() -> client.getCallerIdentity(r -> {})).isInstanceOf(StsException.class);
    assertThatThrownBy(client::getCallerIdentity).isInstanceOf(StsException.class);
  }

  @Test
  void anOperationWithoutADeclarationIsRefusedEvenForRoot() {
    StsClient open =
        AuthorizedClient.of(
            StsClient.class,
            ROOT,
            new Authorizer(),
            Map.of(),
            IllegalStateException::new,
            sts.as(ROOT));

    assertThatThrownBy(open::getCallerIdentity).isInstanceOf(UnsupportedOperationException.class);
  }
}
