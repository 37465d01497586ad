package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

class KeyLifecycleTest {
  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient kms;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    kms = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private KeyMetadata created() {
    return kms.createKey(r -> {}).keyMetadata();
  }

  private KeyState state(String key) {
    return kms.describeKey(r -> r.keyId(key)).keyMetadata().keyState();
  }

  @Test
  void aNewKeyIsSymmetricEnabledAndCustomerManaged() {
    KeyMetadata key = created();

    assertThat(key.arn()).isEqualTo("arn:aws:kms:us-east-1:123456789012:key/" + key.keyId());
    assertThat(key.keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(key.keySpec()).isEqualTo(KeySpec.SYMMETRIC_DEFAULT);
    assertThat(key.keyManager()).isEqualTo(KeyManagerType.CUSTOMER);
    assertThat(kms.describeKey(r -> r.keyId(key.keyId())).keyMetadata()).isEqualTo(key);
  }

  @Test
  void fourNamesLeadToOneKey() {
    KeyMetadata key = created();
    kms.createAlias(r -> r.aliasName("alias/rds-backup-key").targetKeyId(key.keyId()));

    for (String name :
        new String[] {
          key.keyId(),
          key.arn(),
          "alias/rds-backup-key",
          "arn:aws:kms:us-east-1:123456789012:alias/rds-backup-key"
        }) {
      assertThat(kms.describeKey(r -> r.keyId(name)).keyMetadata().arn()).isEqualTo(key.arn());
    }
  }

  @Test
  void namesThatLeadNowhereSaySo() {
    assertThatThrownBy(() -> kms.describeKey(r -> r.keyId("alias/none")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.");
    assertThatThrownBy(() -> kms.describeKey(r -> r.keyId("1234")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("key/1234' does not exist");
    assertThatThrownBy(() -> kms.describeKey(r -> r.keyId("arn:aws:kms:nonsense")))
        .isInstanceOf(InvalidArnException.class);
    assertThatThrownBy(
            () -> kms.describeKey(r -> r.keyId("arn:aws:kms:eu-west-1:123456789012:key/1234")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("eu-west-1");
    assertThatThrownBy(() -> kms.disableKey(r -> r.keyId("alias/none")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Invalid keyId");
  }

  @Test
  void deletionWaitsAndCanBeCancelledUntilItIsDone() {
    String key = created().keyId();
    kms.createAlias(r -> r.aliasName("alias/doomed").targetKeyId(key));

    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    assertThat(state(key)).isEqualTo(KeyState.PENDING_DELETION);
    assertThatThrownBy(() -> kms.enableKey(r -> r.keyId(key)))
        .isInstanceOf(KmsInvalidStateException.class);

    kms.cancelKeyDeletion(r -> r.keyId(key));
    assertThat(state(key)).isEqualTo(KeyState.DISABLED);

    kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
    fixture.clock.advance(Duration.ofDays(7).minusMillis(1));
    assertThat(state(key)).isEqualTo(KeyState.PENDING_DELETION);
    fixture.clock.advance(Duration.ofMillis(1));
    assertThat(kms.listKeys(r -> {}).keys()).isEmpty();
    assertThatThrownBy(() -> state(key)).isInstanceOf(NotFoundException.class);
    assertThat(kms.listAliases(r -> {}).aliases()).isEmpty();
  }

  @Test
  void theWaitingPeriodIsSevenToThirtyDays() {
    String key = created().keyId();

    assertThatThrownBy(() -> kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(6)))
        .hasMessageContaining("greater than or equal to 7");
    assertThatThrownBy(() -> kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(31)))
        .hasMessageContaining("less than or equal to 30");
    assertThat(kms.scheduleKeyDeletion(r -> r.keyId(key)).pendingWindowInDays()).isEqualTo(30);
  }

  @Test
  void anAliasCanBePointedElsewhereButNotTakenTwice() {
    String first = created().keyId();
    String second = created().keyId();
    kms.createAlias(r -> r.aliasName("alias/a").targetKeyId(first));

    assertThatThrownBy(() -> kms.createAlias(r -> r.aliasName("alias/a").targetKeyId(second)))
        .isInstanceOf(AlreadyExistsException.class);
    kms.updateAlias(r -> r.aliasName("alias/a").targetKeyId(second));
    assertThat(kms.describeKey(r -> r.keyId("alias/a")).keyMetadata().keyId()).isEqualTo(second);
    kms.deleteAlias(r -> r.aliasName("alias/a"));
    assertThatThrownBy(() -> kms.deleteAlias(r -> r.aliasName("alias/a")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> kms.createAlias(r -> r.aliasName("alias/aws/mine").targetKeyId(first)))
        .hasMessageContaining("reserved");
  }

  @Test
  void regionsShareNothing() {
    String key = created().keyId();

    assertThat(fixture.client("eu-west-1").listKeys(r -> {}).keys()).isEmpty();
    assertThatThrownBy(() -> fixture.client("eu-west-1").describeKey(r -> r.keyId(key)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void listsArePagedWithoutLossOrRepetition() {
    for (int i = 0; i < 7; i++) {
      created();
    }
    Set<String> seen = new HashSet<>();
    ListKeysResponse page = kms.listKeys(r -> r.limit(3));
    page.keys().forEach(key -> assertThat(seen.add(key.keyId())).isTrue());
    while (page.truncated()) {
      String marker = page.nextMarker();
      page = kms.listKeys(r -> r.limit(3).marker(marker));
      page.keys().forEach(key -> assertThat(seen.add(key.keyId())).isTrue());
    }
    assertThat(seen).hasSize(7);
    assertThatThrownBy(() -> kms.listKeys(r -> r.marker("?")))
        .hasMessageContaining("marker is not valid");
  }

  @Test
  void theAwsManagedKeyIsMadeOnFirstUseAndIsNobodysToChange() {
    KeyMetadata key = kms.describeKey(r -> r.keyId("alias/aws/rds")).keyMetadata();

    assertThat(key.keyManager()).isEqualTo(KeyManagerType.AWS);
    assertThat(kms.describeKey(r -> r.keyId("alias/aws/rds")).keyMetadata()).isEqualTo(key);
    assertThatThrownBy(() -> kms.disableKey(r -> r.keyId(key.keyId())))
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    assertThatThrownBy(() -> kms.describeKey(r -> r.keyId("alias/aws/unheard-of")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void policiesAreKeptAsTheyWerePut() {
    String key = created().keyId();
    assertThat(kms.getKeyPolicy(r -> r.keyId(key)).policy())
        .contains("arn:aws:iam::123456789012:root");
    String policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*",
         "Principal":{"AWS":"123456789012"}}]}
        """;

    kms.putKeyPolicy(r -> r.keyId(key).policyName("default").policy(policy));

    assertThat(kms.getKeyPolicy(r -> r.keyId(key).policyName("default")).policy())
        .isEqualTo(policy);
    for (String bad : new String[] {"[]", "{}", "{\"Statement\":[]}", "{\"Statement\":"}) {
      assertThatThrownBy(() -> kms.putKeyPolicy(r -> r.keyId(key).policy(bad)))
          .as(bad)
          .isInstanceOf(MalformedPolicyDocumentException.class);
    }
    assertThatThrownBy(() -> kms.putKeyPolicy(r -> r.keyId(key).policy("x".repeat(32 * 1024 + 1))))
        .hasMessageContaining("32768");
  }

  @Test
  void tagsAreAddedReplacedAndRemoved() {
    String key = kms.createKey(r -> r.tags(tag("a", "1"))).keyMetadata().keyId();
    kms.tagResource(r -> r.keyId(key).tags(tag("a", "2"), tag("b", "3")));
    assertThat(kms.listResourceTags(r -> r.keyId(key)).tags())
        .containsExactly(tag("a", "2"), tag("b", "3"));
    kms.untagResource(r -> r.keyId(key).tagKeys("a"));
    assertThat(kms.listResourceTags(r -> r.keyId(key)).tags()).containsExactly(tag("b", "3"));
    assertThatThrownBy(() -> kms.tagResource(r -> r.keyId(key).tags(tag("aws:x", "1"))))
        .isInstanceOf(TagException.class);
  }

  @Test
  void whatIsNotBuiltIsRefusedByName() {
    for (String spec : new String[] {"ECC_SECG_P256K1", "SM2", "ML_DSA_65"}) {
      assertThatThrownBy(() -> kms.createKey(r -> r.keySpec(spec).keyUsage("SIGN_VERIFY")))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("KeySpec " + spec + " is not supported in this region.");
    }
    assertThatThrownBy(() -> kms.createKey(r -> r.origin("AWS_CLOUDHSM")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Origin AWS_CLOUDHSM");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().tagKey(key).tagValue(value).build();
  }
}
