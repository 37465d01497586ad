package io.snapseal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Identities;
import io.snapseal.iam.Principals;
import io.snapseal.iam.Trail;
import io.snapseal.kms.Kms;
import io.snapseal.kms.RequestQuotas;
import io.snapseal.kms.RootKey;
import io.snapseal.rds.storage.StorageGrants;
import io.snapseal.rds.storage.StorageKeys;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Storage takes symmetric encryption keys that work now, and no other. */
class StorageKeysTest {
  private static final Caller CALLER = Caller.root(RdsFixture.ACCOUNT, RdsFixture.FIRST, "test");
  private static final Caller ELSEWHERE =
      Caller.root(RdsFixture.ACCOUNT, RdsFixture.SECOND, "test");

  private static final Clock STANDING =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path home;
  private StateStore state;
  private Kms service;
  private KmsClient kms;
  private StorageKeys keys;

  @BeforeEach
  void open() throws IOException {
    SecureRandom random = new SecureRandom();
    state = StateStore.open(home.resolve("state.db"));
    service =
        new Kms(
            state,
            RootKey.openOrCreate(home.resolve("root.key"), state, random),
            new Authorizer(Identities.NONE, Clock.systemUTC(), Trail.NONE),
            Principals.NONE,
            Clock.systemUTC(),
            random,
            () -> UUID.randomUUID().toString(),
            Set.of(RdsFixture.FIRST, RdsFixture.SECOND));
    kms = service.as(CALLER);
    keys = new StorageKeys(service::as);
  }

  /** It may be tried again, so the fault must not say that the key cannot be used. */
  @Test
  void beingAskedTooOftenIsNoVerdictOnTheKey() throws IOException {
    SecureRandom random = new SecureRandom();
    Kms busy =
        new Kms(
            state,
            RootKey.openOrCreate(home.resolve("root.key"), state, random),
            new Authorizer(Identities.NONE, Clock.systemUTC(), Trail.NONE),
            Principals.NONE,
            STANDING,
            random,
            () -> UUID.randomUUID().toString(),
            Set.of(RdsFixture.FIRST, RdsFixture.SECOND),
            RequestQuotas.AWS);
    String key = kms.createKey().keyMetadata().arn();
    StorageKeys asked = new StorageKeys(busy::as);
    StorageGrants grants = new StorageGrants(busy::as);
    for (int i = 0; i < 2000; i++) {
      asked.usable(CALLER, key, "target");
    }
    assertThrottled(() -> asked.usable(CALLER, key, "target"));
    for (int i = 0; i < 50; i++) {
      grants.requireMay(CALLER, key, "db-1", "target");
    }
    assertThrottled(() -> grants.requireMay(CALLER, key, "db-1", "target"));
    assertThrottled(() -> grants.onBehalfOf(CALLER, key, "db-1", "db-1", "target"));
    busy.close();
  }

  private static void assertThrottled(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RdsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling"));
  }

  @AfterEach
  void close() {
    service.close();
    state.close();
  }

  private void assertRefused(String key) {
    assertThatThrownBy(() -> keys.usable(CALLER, key, "Specified"))
        .isInstanceOf(KmsKeyNotAccessibleException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, ENCRYPT_DECRYPT",
    "RSA_2048, SIGN_VERIFY",
    "ECC_NIST_P256, KEY_AGREEMENT",
    "HMAC_256, GENERATE_VERIFY_MAC"
  })
  void noOtherKindOfKeyIsTaken(String spec, String usage) {
    assertRefused(kms.createKey(r -> r.keySpec(spec).keyUsage(usage)).keyMetadata().arn());
  }

  @Test
  void aKeyWithoutItsMaterialIsNotTaken() {
    assertRefused(kms.createKey(r -> r.origin(OriginType.EXTERNAL)).keyMetadata().arn());
  }

  @Test
  void aReplicaIsAKeyOfItsRegion() {
    String key = kms.createKey(r -> r.multiRegion(true)).keyMetadata().arn();
    String replica =
        kms.replicateKey(r -> r.keyId(key).replicaRegion(RdsFixture.SECOND))
            .replicaKeyMetadata()
            .arn();

    assertThat(keys.usable(CALLER, key, "Specified")).isEqualTo(key);
    assertThat(keys.usable(ELSEWHERE, replica, "Specified")).isEqualTo(replica);
    assertRefused(replica);
    kms.scheduleKeyDeletion(r -> r.keyId(key));
    assertRefused(key);
  }
}
