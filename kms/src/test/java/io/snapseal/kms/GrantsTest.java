package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateGrantResponse;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.InvalidGrantTokenException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Grants (KMS developer guide, "Grants in AWS KMS"). */
class GrantsTest {
  private static final Map<String, String> CONTEXT = Map.of("aws:rds:db-id", "db-1", "more", "x");

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient owner;
  private String key;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    owner = fixture.client();
    key = owner.createKey(r -> {}).keyMetadata().arn();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private KmsClient as(Identity who) {
    return fixture.kms.as(Caller.local(who, "id", KmsFixture.REGION, "r"));
  }

  private static Identity alice() {
    return Identity.user(KmsFixture.ACCOUNT, "alice");
  }

  private CreateGrantResponse grant(Identity grantee, GrantOperation... operations) {
    String principal = grantee.behind().orElse(grantee.arn());
    return owner.createGrant(r -> r.keyId(key).granteePrincipal(principal).operations(operations));
  }

  private static SdkBytes encrypt(KmsClient kms, String key, Map<String, String> context) {
    return kms.encrypt(
            r -> r.keyId(key).plaintext(KmsFixture.bytes("x")).encryptionContext(context))
        .ciphertextBlob();
  }

  private static void denied(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
  }

  @Test
  void aGranteeMayDoWhatItWasGrantedAndNoMore() {
    KmsClient alices = as(alice());
    denied(() -> encrypt(alices, key, Map.of()));
    grant(alice(), GrantOperation.ENCRYPT);
    SdkBytes blob = encrypt(alices, key, Map.of());
    denied(() -> alices.decrypt(r -> r.ciphertextBlob(blob)));
    denied(() -> alices.describeKey(r -> r.keyId(key)));
    denied(() -> encrypt(as(Identity.user(KmsFixture.ACCOUNT, "bob")), key, Map.of()));
  }

  @Test
  void aRolesSessionsAndOtherAccountsAndServicesAreGrantees() {
    Identity session = Identity.session(KmsFixture.ACCOUNT, "ops", "monday");
    Identity stranger = Identity.user("999999999999", "eve");
    Caller rds = Caller.service("rds", KmsFixture.ACCOUNT, KmsFixture.REGION, "r");
    for (Identity who : List.of(session, stranger, rds.who())) {
      denied(() -> encrypt(as(who), key, Map.of()));
      String grantId = grant(who, GrantOperation.ENCRYPT).grantId();
      encrypt(as(who), key, Map.of());
      owner.revokeGrant(r -> r.keyId(key).grantId(grantId));
      denied(() -> encrypt(as(who), key, Map.of()));
    }
  }

  @Test
  void constraintsBindTheEncryptionContext() {
    owner.createGrant(
        r ->
            r.keyId(key)
                .granteePrincipal(alice().arn())
                .operations(GrantOperation.ENCRYPT, GrantOperation.DESCRIBE_KEY)
                .constraints(c -> c.encryptionContextSubset(Map.of("aws:rds:db-id", "db-1"))));
    KmsClient alices = as(alice());
    encrypt(alices, key, CONTEXT);
    denied(() -> encrypt(alices, key, Map.of()));
    denied(() -> encrypt(alices, key, Map.of("aws:rds:db-id", "db-2")));
    assertThat(alices.describeKey(r -> r.keyId(key)).keyMetadata().arn()).isEqualTo(key);

    Identity bob = Identity.user(KmsFixture.ACCOUNT, "bob");
    owner.createGrant(
        r ->
            r.keyId(key)
                .granteePrincipal(bob.arn())
                .operations(GrantOperation.ENCRYPT)
                .constraints(c -> c.encryptionContextEquals(Map.of("aws:rds:db-id", "db-1"))));
    encrypt(as(bob), key, Map.of("aws:rds:db-id", "db-1"));
    denied(() -> encrypt(as(bob), key, CONTEXT));
  }

  @Test
  void reEncryptNeedsBothEnds() {
    grant(alice(), GrantOperation.RE_ENCRYPT_FROM);
    SdkBytes blob = encrypt(owner, key, CONTEXT);
    String other = owner.createKey(r -> {}).keyMetadata().arn();
    KmsClient alices = as(alice());
    denied(
        () ->
            alices.reEncrypt(
                r ->
                    r.ciphertextBlob(blob)
                        .sourceEncryptionContext(CONTEXT)
                        .destinationKeyId(other)));
    owner.createGrant(
        r ->
            r.keyId(other)
                .granteePrincipal(alice().arn())
                .operations(GrantOperation.RE_ENCRYPT_TO));
    assertThat(
            alices
                .reEncrypt(
                    r ->
                        r.ciphertextBlob(blob)
                            .sourceEncryptionContext(CONTEXT)
                            .destinationKeyId(other))
                .keyId())
        .isEqualTo(other);
  }

  @Test
  void whoMayGrantByAGrantPassesOnNoMoreThanItHas() {
    owner.createGrant(
        r ->
            r.keyId(key)
                .granteePrincipal(alice().arn())
                .operations(GrantOperation.CREATE_GRANT, GrantOperation.DECRYPT)
                .constraints(c -> c.encryptionContextSubset(Map.of("aws:rds:db-id", "db-1"))));
    KmsClient alices = as(alice());
    String bob = Identity.user(KmsFixture.ACCOUNT, "bob").arn();
    denied(
        () ->
            alices.createGrant(
                r -> r.keyId(key).granteePrincipal(bob).operations(GrantOperation.ENCRYPT)));
    denied(
        () ->
            alices.createGrant(
                r -> r.keyId(key).granteePrincipal(bob).operations(GrantOperation.DECRYPT)));
    assertThat(
            alices
                .createGrant(
                    r ->
                        r.keyId(key)
                            .granteePrincipal(bob)
                            .operations(GrantOperation.DECRYPT)
                            .constraints(c -> c.encryptionContextSubset(CONTEXT)))
                .grantId())
        .hasSize(64);
  }

  @Test
  void aNamedGrantIsMadeOnce() {
    CreateGrantResponse first = named("n", alice().arn());
    assertThat(named("n", alice().arn()).grantId()).isEqualTo(first.grantId());
    assertThat(named("n", alice().arn() + "2").grantId()).isNotEqualTo(first.grantId());
    assertThat(owner.listGrants(r -> r.keyId(key)).grants()).hasSize(2);
    assertThat(owner.listGrants(r -> r.keyId(key).granteePrincipal(alice().arn())).grants())
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.keyId()).isEqualTo(key);
              assertThat(grant.name()).isEqualTo("n");
              assertThat(grant.issuingAccount()).isEqualTo("arn:aws:iam::123456789012:root");
            });
  }

  private CreateGrantResponse named(String name, String grantee) {
    return owner.createGrant(
        r ->
            r.keyId(key)
                .name(name)
                .granteePrincipal(grantee)
                .operations(GrantOperation.ENCRYPT, GrantOperation.DECRYPT));
  }

  @Test
  void aGrantIsRetiredByTokenOrByIdByWhomItNames() {
    CreateGrantResponse grant =
        owner.createGrant(
            r ->
                r.keyId(key)
                    .granteePrincipal(Identity.user(KmsFixture.ACCOUNT, "bob").arn())
                    .retiringPrincipal(alice().arn())
                    .operations(GrantOperation.ENCRYPT));
    denied(
        () ->
            as(Identity.user(KmsFixture.ACCOUNT, "bob"))
                .retireGrant(r -> r.grantToken(grant.grantToken())));
    assertThat(owner.listRetirableGrants(r -> r.retiringPrincipal(alice().arn())).grants())
        .extracting(GrantListEntry::grantId)
        .containsExactly(grant.grantId());
    as(alice()).retireGrant(r -> r.grantToken(grant.grantToken()));
    assertThatThrownBy(() -> as(alice()).retireGrant(r -> r.grantToken(grant.grantToken())))
        .isInstanceOf(NotFoundException.class);
    CreateGrantResponse own = grant(alice(), GrantOperation.RETIRE_GRANT);
    as(alice()).retireGrant(r -> r.keyId(key).grantId(own.grantId()));
    assertThat(owner.listGrants(r -> r.keyId(key)).grants()).isEmpty();
  }

  @Test
  void tokensCannotBeMade() {
    String token = grant(alice(), GrantOperation.ENCRYPT).grantToken();
    owner.describeKey(r -> r.keyId(key).grantTokens(token));
    for (String forged : List.of("x", "AAAA", token.substring(4), token + "AAAA")) {
      assertThatThrownBy(() -> owner.describeKey(r -> r.keyId(key).grantTokens(forged)))
          .isInstanceOf(InvalidGrantTokenException.class);
    }
  }

  @Test
  void whatIsNoGrantIsRefused() {
    assertThatThrownBy(
            () ->
                owner.createGrant(
                    r -> r.keyId(key).granteePrincipal("alice").operations(GrantOperation.ENCRYPT)))
        .isInstanceOf(InvalidArnException.class);
    assertThatThrownBy(() -> grant(alice(), GrantOperation.SIGN))
        .hasMessageContaining("cannot be granted");
    assertThatThrownBy(
            () ->
                owner.createGrant(
                    r ->
                        r.keyId(key)
                            .granteePrincipal(alice().arn())
                            .operations(GrantOperation.ENCRYPT)
                            .dryRun(true)))
        .isInstanceOf(DryRunOperationException.class);
    assertThat(owner.listGrants(r -> r.keyId(key)).grants()).isEmpty();
    assertThatThrownBy(() -> owner.revokeGrant(r -> r.keyId(key).grantId("none")))
        .isInstanceOf(NotFoundException.class);
    owner.disableKey(r -> r.keyId(key));
    assertThatThrownBy(() -> grant(alice(), GrantOperation.ENCRYPT))
        .isInstanceOf(DisabledException.class);
  }
}
