package io.snapseal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.policy.Identity;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.StsException;

class AuthorizedClientTest {
  private static final Caller ROOT = Caller.root("123456789012", "us-east-1", "r");
  private static final Caller EVE =
      Caller.local(Identity.user("123456789012", "eve"), "AIDA1", "us-east-1", "r");

  private final Sts sts = new Sts(new Authorizer(Identities.NONE, Clock.systemUTC()));

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
            new Authorizer(Identities.NONE, Clock.systemUTC()),
            Map.of(),
            IllegalStateException::new,
            sts.as(ROOT));

    assertThatThrownBy(open::getCallerIdentity).isInstanceOf(UnsupportedOperationException.class);
  }
}
