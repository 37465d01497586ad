package io.snapseal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.Caller;
import io.snapseal.iam.policy.Identity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.kms.model.Tag;

/** What key policies decide (KMS developer guide, "Key policies in AWS KMS"). */
class KeyPolicyTest {
  private static final Identity ALICE = Identity.user(KmsFixture.ACCOUNT, "alice");
  private static final String ROOT =
      "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:root'},'Action':'kms:*','Resource':'*'}";
  private static final String ALICES =
      "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:user/alice'},"
          + "'Action':['kms:Encrypt','kms:Decrypt'],'Resource':'*'%s}";

  @TempDir private Path home;
  private KmsFixture fixture;
  private KmsClient owner;

  @BeforeEach
  void open() {
    fixture = new KmsFixture(home);
    owner = fixture.client();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String policy(String... statements) {
    return ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
        .replace('\'', '"');
  }

  private String keyWith(String... statements) {
    return owner
        .createKey(
            r ->
                r.policy(policy(statements))
                    .tags(Tag.builder().tagKey("team").tagValue("db").build()))
        .keyMetadata()
        .arn();
  }

  private Caller alice() {
    return Caller.local(ALICE, "AIDA1", KmsFixture.REGION, "r");
  }

  private static void encrypt(KmsClient kms, String key, Map<String, String> context) {
    kms.encrypt(r -> r.keyId(key).plaintext(KmsFixture.bytes("x")).encryptionContext(context));
  }

  private static void denied(Runnable call, String why) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(e.awsErrorDetails().errorMessage()).contains(why);
            });
  }

  @Test
  void aUserNamedByAKeyPolicyNeedsNothingElse() {
    String key = keyWith(ROOT, ALICES.formatted(""));
    KmsClient alices = fixture.kms.as(alice());
    encrypt(alices, key, Map.of());
    denied(() -> alices.disableKey(r -> r.keyId(key)), "no identity-based policy allows");
  }

  @Test
  void evenRootNeedsAKeyPolicyThatLetsItIn() {
    String key =
        owner
            .createKey(
                r -> r.policy(policy(ALICES.formatted(""))).bypassPolicyLockoutSafetyCheck(true))
            .keyMetadata()
            .arn();
    encrypt(fixture.kms.as(alice()), key, Map.of());
    denied(() -> encrypt(owner, key, Map.of()), "no resource-based policy allows");
    denied(() -> owner.describeKey(r -> r.keyId(key)), "no resource-based policy allows");
  }

  @Test
  void aPolicyThatLocksOutWhoPutsItIsRefused() {
    String key = keyWith(ROOT);
    String locking = policy(ALICES.formatted(""));
    assertThatThrownBy(() -> owner.putKeyPolicy(r -> r.keyId(key).policy(locking)))
        .isInstanceOf(MalformedPolicyDocumentException.class)
        .hasMessageContaining("will not allow you to update the key policy in the future");
    assertThatThrownBy(() -> owner.createKey(r -> r.policy(locking)))
        .isInstanceOf(MalformedPolicyDocumentException.class);
    owner.putKeyPolicy(r -> r.keyId(key).policy(locking).bypassPolicyLockoutSafetyCheck(true));
    denied(() -> owner.putKeyPolicy(r -> r.keyId(key).policy(policy(ROOT))), "no resource-based");
  }

  /** Each condition holds of the request in {@link #conditions} or not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'StringEquals':{'kms:EncryptionContext:aws:rds:db-id':'db-1'}; true",
        "'StringEquals':{'kms:EncryptionContext:aws:rds:db-id':'db-2'}; false",
        "'ForAllValues:StringEquals':{'kms:EncryptionContextKeys':['aws:rds:db-id']}; true",
        "'ForAnyValue:StringEquals':{'kms:EncryptionContextKeys':['other']}; false",
        "'StringEquals':{'kms:ViaService':'rds.us-east-1.amazonaws.com'}; true",
        "'StringEquals':{'kms:ViaService':'rds.eu-west-1.amazonaws.com'}; false",
        "'StringEquals':{'kms:CallerAccount':'123456789012'}; true",
        "'StringEquals':{'kms:KeySpec':'SYMMETRIC_DEFAULT','kms:KeyUsage':'ENCRYPT_DECRYPT','kms:KeyOrigin':'AWS_KMS'}; true",
        "'Bool':{'kms:MultiRegion':'true'}; false",
        "'ForAnyValue:StringEquals':{'kms:ResourceAliases':'alias/mine'}; true",
        "'ForAnyValue:StringEquals':{'kms:ResourceAliases':'alias/other'}; false",
        "'StringEquals':{'kms:RequestAlias':'alias/mine'}; true",
        "'StringEquals':{'aws:ResourceTag/team':'db'}; true",
        "'StringEquals':{'aws:ResourceTag/team':'web'}; false",
        "'StringEquals':{'kms:EncryptionAlgorithm':'SYMMETRIC_DEFAULT'}; true",
        "'StringEquals':{'aws:username':'alice'}; true",
        "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/al*'}; true",
        "'StringEquals':{'aws:RequestedRegion':'us-east-1'}; true",
        "'Bool':{'aws:ViaAWSService':'true'}; true",
        "'StringEquals':{'aws:CalledViaLast':'rds.amazonaws.com'}; true",
        "'Bool':{'aws:SecureTransport':'true'}; false",
        "'DateGreaterThan':{'aws:CurrentTime':'2099-01-01T00:00:00Z'}; false",
        "'Null':{'aws:SourceIp':'true'}; true"
      })
  void conditions(String condition, boolean holds) {
    String key = keyWith(ROOT, ALICES.formatted(",'Condition':{" + condition + "}"));
    owner.createAlias(r -> r.aliasName("alias/mine").targetKeyId(key));
    KmsClient kms = fixture.kms.as(alice().via("rds"));
    Runnable call =
        () ->
            kms.encrypt(
                r ->
                    r.keyId("alias/mine")
                        .plaintext(KmsFixture.bytes("x"))
                        .encryptionAlgorithm("SYMMETRIC_DEFAULT")
                        .encryptionContext(Map.of("aws:rds:db-id", "db-1")));
    if (holds) {
      call.run();
    } else {
      denied(call, "no identity-based policy allows");
    }
  }

  /** A key of another account is used if both sides allow; here the caller's side is root's. */
  @Test
  void anotherAccountIsLetIn() {
    String key =
        keyWith(
            ROOT,
            "{'Effect':'Allow','Principal':{'AWS':'999999999999'},'Action':'kms:*','Resource':'*'}");
    KmsClient stranger = fixture.kms.as(Caller.root("999999999999", KmsFixture.REGION, "r"));
    encrypt(stranger, key, Map.of());
    assertThat(stranger.describeKey(r -> r.keyId(key)).keyMetadata().arn()).isEqualTo(key);
    denied(() -> stranger.disableKey(r -> r.keyId(key)), "no resource-based policy allows");
    denied(
        () -> stranger.putKeyPolicy(r -> r.keyId(key).policy(policy(ROOT))),
        "no resource-based policy allows");
  }

  /** A ciphertext's encryption context binds another account, too, whatever the operation. */
  @Test
  void theEncryptionContextBindsAnotherAccountsReEncryption() {
    String key =
        keyWith(
            ROOT,
            "{'Effect':'Allow','Principal':{'AWS':'999999999999'},'Action':'kms:*','Resource':'*',"
                + "'Condition':{'StringNotEquals':{'kms:EncryptionContext:secrecy':'high'}}}");
    KmsClient stranger = fixture.kms.as(Caller.root("999999999999", KmsFixture.REGION, "r"));
    String own = stranger.createKey(r -> {}).keyMetadata().arn();
    reEncrypt(stranger, key, own, Map.of("secrecy", "low"));
    denied(
        () -> reEncrypt(stranger, key, own, Map.of("secrecy", "high")),
        "no resource-based policy allows");
  }

  private void reEncrypt(KmsClient kms, String from, String to, Map<String, String> context) {
    SdkBytes blob =
        owner
            .encrypt(r -> r.keyId(from).plaintext(KmsFixture.bytes("x")).encryptionContext(context))
            .ciphertextBlob();
    kms.reEncrypt(
        r -> r.ciphertextBlob(blob).sourceEncryptionContext(context).destinationKeyId(to));
  }
}
