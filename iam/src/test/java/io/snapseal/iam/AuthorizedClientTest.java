package io.snapseal.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.policy.Identity;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class AuthorizedClientTest {
  private static final Caller ROOT = Caller.root("123456789012", "us-east-1", "r");
  private static final Caller EVE =
      Caller.local(Identity.user("123456789012", "eve"), "AIDA1", "us-east-1", "r");

  private static final Authorizer AUTHORIZER =
      new Authorizer(Identities.NONE, Clock.systemUTC(), Trail.NONE);

  /** Answers without looking: what comes to it was allowed. */
  private record Answering(Caller caller) implements StsClient {
    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
      return GetCallerIdentityResponse.builder().arn(caller.principalArn()).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static StsClient as(Caller caller) {
    return AuthorizedClient.of(
        StsClient.class,
        caller,
        AUTHORIZER,
        Map.of("GetCallerIdentity", Permission.onAny("sts:GetCallerIdentity")),
        sentence -> StsException.builder().message(sentence).build(),
        new Answering(caller));
  }

  @Test
  void rootMayAskWhoItIs() {
    assertThat(as(ROOT).getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
  }

  /**
   * Every way that the SDK's interface offers to call an operation leads through the authorizer.
   */
  @Test
  void noConvenienceMethodGoesAroundTheAuthorizer() {
    StsClient client = as(EVE);

    assertThatThrownBy(() -> client.getCallerIdentity(GetCallerIdentityRequest.builder().build()))
        .isInstanceOf(StsException.class);
    assertThatThrownBy(() -> client.getCallerIdentity(r -> {})).isInstanceOf(StsException.class);
    assertThatThrownBy(client::getCallerIdentity).isInstanceOf(StsException.class);
  }

  @Test
  void anOperationWithoutADeclarationIsRefusedEvenForRoot() {
    StsClient open =
        AuthorizedClient.of(
            StsClient.class, ROOT, AUTHORIZER, Map.of(), IllegalStateException::new, as(ROOT));

    assertThatThrownBy(open::getCallerIdentity).isInstanceOf(UnsupportedOperationException.class);
  }
}
