package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.ACCOUNT;
import static io.snapseal.kms.KmsFixture.REGION;
import static io.snapseal.kms.KmsFixture.SECOND;
import static io.snapseal.kms.KmsFixture.THIRD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Call;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Trail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Who calls more often than AWS lets an account is told to call less often. */
class RequestQuotasTest {
  private static final String OTHER = "210987654321";
  private static final Duration SECOND_LATER = Duration.ofSeconds(1);

  @TempDir private Path home;
  private final List<Call> recorded = new ArrayList<>();
  private KmsFixture fixture;
  private KmsClient kms;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home, RequestQuotas.AWS, new Recording());
    kms = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Keeps what is recorded. */
  private final class Recording implements Trail {
    @Override
    public void requireReady() {}

    @Override
    public void record(Call call) {
      recorded.add(call);
    }
  }

  private static void times(int times, Runnable call) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }

  private static void assertThrottled(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.isThrottlingException()).isTrue();
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "You have exceeded the rate at which you may call KMS. Reduce the frequency"
                          + " of your calls.");
            });
  }

  @Test
  void aSecondsWorthIsLetThroughAndThenAsMuchAsTimeGives() {
    times(5, kms::createKey);
    assertThrottled(kms::createKey);
    fixture.clock.advance(Duration.ofMillis(200));
    kms.createKey();
    assertThrottled(kms::createKey);
    fixture.clock.advance(Duration.ofHours(1));
    times(5, kms::createKey);
    assertThrottled(kms::createKey);
  }

  @Test
  void whatIsRefusedIsNotCharged() {
    times(5, kms::createKey);
    times(100, () -> assertThrottled(kms::createKey));
    fixture.clock.advance(SECOND_LATER);
    times(5, kms::createKey);
  }

  @Test
  void eachQuotaAccountAndRegionIsItsOwn() {
    times(5, kms::createKey);
    assertThrottled(kms::createKey);
    kms.listKeys();
    fixture.client(SECOND).createKey();
    fixture.kms.as(Caller.root(OTHER, REGION, "r")).createKey();
  }

  @Test
  void everybodyInTheAccountAndServicesOnItsBehalfShare() {
    String key = kms.createKey().keyMetadata().keyId();
    times(1999, () -> kms.describeKey(r -> r.keyId(key)));
    fixture.viaRds().describeKey(r -> r.keyId(key));
    assertThrottled(() -> fixture.viaRds().describeKey(r -> r.keyId(key)));
    KmsClient service = fixture.kms.as(Caller.service("rds", ACCOUNT, REGION, "r"));
    assertThrottled(() -> service.describeKey(r -> r.keyId(key)));
  }

  /** Of another account's key not even what it is may be learned from who is throttled. */
  @Test
  void acrossAccountsTheCallerIsCharged() {
    String key = kms.createKey().keyMetadata().arn();
    KmsClient stranger = fixture.kms.as(Caller.root(OTHER, REGION, "r"));
    times(
        2000,
        () ->
            assertThatThrownBy(() -> stranger.describeKey(r -> r.keyId(key)))
                .hasMessageContaining("not authorized"));
    assertThrottled(() -> stranger.describeKey(r -> r.keyId(key)));
    kms.describeKey(r -> r.keyId(key));
  }

  @Test
  void whatIsNotWellFormedIsNotCharged() {
    times(
        20,
        () ->
            assertThatThrownBy(() -> kms.createAlias(r -> r.aliasName("alias/x")))
                .hasMessageContaining("validation error"));
    assertThatThrownBy(() -> kms.createAlias(r -> r.aliasName("alias/x").targetKeyId("none")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void itIsRefusedBeforeRightsAndRecorded() {
    times(5, kms::createKey);
    recorded.clear();
    assertThrottled(kms::createKey);
    assertThat(recorded)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.operation()).isEqualTo("CreateKey");
              assertThat(call.decisions()).isEmpty();
              assertThat(call.error()).containsInstanceOf(KmsException.class);
            });
  }

  @Test
  void aReplicaCountsAsTwoNewKeysInItsRegion() {
    String key = kms.createKey(r -> r.multiRegion(true)).keyMetadata().keyId();
    times(4, fixture.client(SECOND)::createKey);
    assertThrottled(() -> kms.replicateKey(r -> r.keyId(key).replicaRegion(SECOND)));
    times(3, fixture.client(THIRD)::createKey);
    kms.replicateKey(r -> r.keyId(key).replicaRegion(THIRD));
    assertThrottled(fixture.client(THIRD)::createKey);
  }

  @Test
  void withoutQuotasNobodyIsThrottled() {
    try (KmsFixture free = new KmsFixture(home.resolve("free"))) {
      times(20, free.client()::createKey);
    }
  }
}
