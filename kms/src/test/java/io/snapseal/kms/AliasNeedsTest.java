package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Whoever changes an alias needs every key it names, too: before the change and after. */
class AliasNeedsTest {
  private static final String NO_CHANGES =
      """
      {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Principal":{"AWS":"123456789012"},"Resource":"*",
         "Action":["kms:CreateAlias","kms:PutKeyPolicy"]}]}""";

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;
  private String open;
  private String closed;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
    open = kms.createKey(r -> {}).keyMetadata().arn();
    closed = kms.createKey(r -> r.policy(NO_CHANGES)).keyMetadata().arn();
    kms.createAlias(r -> r.aliasName("alias/open").targetKeyId(open));
    kms.createAlias(r -> r.aliasName("alias/closed").targetKeyId(closed));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void denied(Runnable call, String action) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(e.awsErrorDetails().errorMessage())
                  .contains("perform: " + action + " on resource: " + closed);
            });
  }

  @Test
  void theKeyThatItLeaves() {
    denied(() -> kms.deleteAlias(r -> r.aliasName("alias/closed")), "kms:DeleteAlias");
    denied(
        () -> kms.updateAlias(r -> r.aliasName("alias/closed").targetKeyId(open)),
        "kms:UpdateAlias");
    kms.deleteAlias(r -> r.aliasName("alias/open"));
  }

  @Test
  void theKeyThatItComesTo() {
    denied(
        () -> kms.updateAlias(r -> r.aliasName("alias/open").targetKeyId(closed)),
        "kms:UpdateAlias");
  }

  @Test
  void anAliasThatIsNotThereIsAnsweredForAsThat() {
    assertThatThrownBy(() -> kms.deleteAlias(r -> r.aliasName("alias/none")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> kms.updateAlias(r -> r.aliasName("alias/none").targetKeyId(open)))
        .isInstanceOf(NotFoundException.class);
  }
}
