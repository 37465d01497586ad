package io.snapseal.iam.service;

import static io.snapseal.iam.service.IamFixture.assertFault;
import static io.snapseal.iam.service.IamFixture.assertNoSuchEntity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.AccessKeyOwner;
import io.snapseal.iam.directory.AccessKeyUses;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.IdentityPolicies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

class AccessKeysTest {
  @TempDir private Path home;
  private IamFixture fixture;
  private IamClient iam;
  private User alice;

  @BeforeEach
  void open() {
    fixture = new IamFixture(home);
    iam = fixture.client();
    alice = iam.createUser(r -> r.userName("alice").path("/eng/")).user();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private AccessKey create() {
    return iam.createAccessKey(r -> r.userName("alice")).accessKey();
  }

  @Test
  void aKeyAloneFindsItsOwner() {
    AccessKey key = create();

    assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
    assertThat(key.secretAccessKey()).matches("[A-Za-z0-9+/]{40}");
    AccessKeyOwner owner = fixture.identities.ownerOf(key.accessKeyId()).orElseThrow();
    assertThat(owner.account()).isEqualTo(IamFixture.ACCOUNT);
    assertThat(owner.userName()).isEqualTo("alice");
    assertThat(owner.arn()).isEqualTo(alice.arn());
    assertThat(owner.userId()).isEqualTo(alice.userId());
    assertThat(owner.secret().reveal()).isEqualTo(key.secretAccessKey());
    assertThat(owner.active()).isTrue();
    assertThat(fixture.identities.ownerOf("AKIANOBODYNOBODYNOBO")).isEmpty();
  }

  @Test
  void aSecretIsShownOnceAndNeverWritten() throws IOException {
    AccessKey key = create();
    assertThat(iam.listAccessKeys(r -> r.userName("alice")).toString())
        .contains(key.accessKeyId())
        .doesNotContain(key.secretAccessKey());
    String id = key.accessKeyId();
    boolean idSeen = false;
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        idSeen |= text.contains(id);
        assertThat(text.contains(key.secretAccessKey())).as(file.toString()).isFalse();
      }
    }
    assertThat(idSeen).isTrue();
    assertThat(fixture.identities.ownerOf(id).orElseThrow().toString())
        .doesNotContain(key.secretAccessKey());
  }

  /** A wrapped secret moved to another key by someone who can write the database must not open. */
  @Test
  void aWrappedSecretIsBoundToItsKey() {
    AccessKey mine = create();
    AccessKey other = create();
    fixture.state.change(
        handle -> {
          var from =
              Directory.ACCESS_KEYS
                  .find(handle, Directory.ACCESS_KEY_SCOPE, mine.accessKeyId())
                  .orElseThrow();
          var to =
              Directory.ACCESS_KEYS
                  .find(handle, Directory.ACCESS_KEY_SCOPE, other.accessKeyId())
                  .orElseThrow();
          Directory.ACCESS_KEYS.update(handle, to.keep(from.internal()));
        });

    assertThatThrownBy(() -> fixture.identities.ownerOf(other.accessKeyId()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new IdentityPolicies(fixture.state, new FakeWrapping((byte) 8))
                    .ownerOf(mine.accessKeyId()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aUserHasTwoKeysAtMost() {
    create();
    AccessKey second = create();
    assertFault(this::create, "LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2");
    iam.deleteAccessKey(r -> r.userName("alice").accessKeyId(second.accessKeyId()));
    create();
    assertThat(iam.listAccessKeys(r -> r.userName("alice")).accessKeyMetadata())
        .hasSize(2)
        .extracting(AccessKeyMetadata::accessKeyId)
        .isSorted()
        .doesNotContain(second.accessKeyId());
    assertThat(fixture.identities.ownerOf(second.accessKeyId())).isEmpty();
  }

  @Test
  void anInactiveKeyIsStillItsOwners() {
    String id = create().accessKeyId();
    iam.updateAccessKey(r -> r.userName("alice").accessKeyId(id).status(StatusType.INACTIVE));

    assertThat(fixture.identities.ownerOf(id).orElseThrow().active()).isFalse();
    assertThat(iam.listAccessKeys(r -> r.userName("alice")).accessKeyMetadata().get(0).status())
        .isEqualTo(StatusType.INACTIVE);
    iam.updateAccessKey(r -> r.userName("alice").accessKeyId(id).status("Active"));
    assertThat(fixture.identities.ownerOf(id).orElseThrow().active()).isTrue();
    assertFault(
        () -> iam.updateAccessKey(r -> r.userName("alice").accessKeyId(id).status("Off")),
        "ValidationError",
        400,
        "1 validation error detected: Value 'Off' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive, Expired]");
  }

  @Test
  void anothersKeyIsNotThere() {
    iam.createUser(r -> r.userName("bob"));
    String id = create().accessKeyId();
    String message = "The Access Key with id " + id + " cannot be found.";

    assertNoSuchEntity(() -> iam.deleteAccessKey(r -> r.userName("bob").accessKeyId(id)), message);
    assertNoSuchEntity(
        () -> iam.updateAccessKey(r -> r.userName("bob").accessKeyId(id).status("Inactive")),
        message);
    IamClient elsewhere = fixture.client(IamFixture.OTHER);
    elsewhere.createUser(r -> r.userName("alice"));
    assertNoSuchEntity(
        () -> elsewhere.deleteAccessKey(r -> r.userName("alice").accessKeyId(id)), message);
    assertNoSuchEntity(() -> elsewhere.getAccessKeyLastUsed(r -> r.accessKeyId(id)), message);
    assertThat(fixture.identities.ownerOf(id)).isPresent();
  }

  @Test
  void withoutANameTheCallersOwnKeysAreMeant() {
    Caller caller = IamFixture.user(alice.arn(), alice.userId());
    String id = fixture.allowed(caller).createAccessKey().accessKey().accessKeyId();

    assertThat(iam.listAccessKeys(r -> r.userName("alice")).accessKeyMetadata())
        .extracting(AccessKeyMetadata::accessKeyId)
        .containsExactly(id);
    assertFault(
        () -> iam.createAccessKey(),
        "ValidationError",
        400,
        "Must specify userName when calling with non-User credentials");
  }

  @Test
  void theLastUseIsNotedAtMostEveryFifteenMinutes() {
    String id = create().accessKeyId();
    AccessKeyUses uses = new AccessKeyUses(fixture.state, fixture.clock);
    assertThat(lastUse(id))
        .isEqualTo(AccessKeyLastUsed.builder().serviceName("N/A").region("N/A").build());

    uses.note(id, "kms", "eu-west-1");
    var first = fixture.clock.instant();
    fixture.clock.advance(Duration.ofMinutes(14));
    uses.note(id, "rds", "eu-west-1");
    assertThat(lastUse(id).serviceName()).isEqualTo("kms");
    assertThat(lastUse(id).lastUsedDate()).isEqualTo(first);
    fixture.clock.advance(Duration.ofMinutes(1));
    uses.note(id, "rds", "us-east-1");
    assertThat(lastUse(id).serviceName()).isEqualTo("rds");
    assertThat(lastUse(id).region()).isEqualTo("us-east-1");
    uses.note("AKIANOBODYNOBODYNOBO", "kms", "eu-west-1");
  }

  private AccessKeyLastUsed lastUse(String id) {
    return iam.getAccessKeyLastUsed(r -> r.accessKeyId(id)).accessKeyLastUsed();
  }
}
