package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlgorithmSpec;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.WrappingKeySpec;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Secrets are planted in every place that takes or gives some, in calls that are allowed, denied
 * and refused: none is found in the log, an error, the audit trail or the database.
 */
class SecretsNowhereTest {
  private static final String CANARY = "CANARYs3Kx8vQw2ZrT6mPn1bYd";

  @TempDir private Path temporary;
  private final Set<String> planted = new TreeSet<>();
  private final List<String> errors = new ArrayList<>();

  private void plant(String secret) {
    plant(secret.getBytes(StandardCharsets.UTF_8));
  }

  private SdkBytes plant(byte[] secret) {
    planted.add(new String(secret, StandardCharsets.ISO_8859_1));
    planted.add(HexFormat.of().formatHex(secret));
    planted.add(HexFormat.of().withUpperCase().formatHex(secret));
    // Of three bytes each, so that what follows them does not matter.
    byte[] whole = java.util.Arrays.copyOf(secret, secret.length / 3 * 3);
    planted.add(Base64.getEncoder().encodeToString(whole));
    planted.add(Base64.getUrlEncoder().encodeToString(whole));
    return SdkBytes.fromByteArray(secret);
  }

  private void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable error = catchThrowable(call);
    assertThat(error).isNotNull();
    errors.add(String.valueOf(error));
  }

  @Test
  void noSecretIsInTheLogInAnErrorInTheTrailOrInTheDatabase() throws Exception {
    Path log = temporary.resolve("log");
    Path home = temporary.resolve("home");
    try (ServerProcess server = ServerProcess.start(home, log)) {
      identities(server);
      keys(server.connection.kms(RegionFixture.FIRST));
      imported(server.connection.kms(RegionFixture.FIRST));
      databases(server);
    }

    assertThat(planted).hasSizeGreaterThan(40);
    assertThat(Files.readString(log)).isNotEmpty();
    List<Path> searched = new ArrayList<>(PlaintextSearch.files(home));
    searched.removeIf(file -> String.valueOf(file.getFileName()).matches("credentials|root.key"));
    assertThat(searched).anyMatch(file -> file.startsWith(home.resolve("audit")));
    searched.add(log);
    for (Path file : searched) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(planted).as("in %s", file).noneMatch(text::contains);
    }
    assertThat(errors).hasSizeGreaterThan(5);
    for (String error : errors) {
      assertThat(planted).as(error).noneMatch(error::contains);
    }
  }

  private void identities(ServerProcess server) {
    plant(ServerProcess.ROOT.secretAccessKey() + "-");
    try (IamClient iam = server.connection.client(IamClient.builder(), RegionFixture.FIRST);
        StsClient sts = server.connection.client(StsClient.builder(), RegionFixture.FIRST)) {
      iam.createUser(r -> r.userName("eve"));
      var key = iam.createAccessKey(r -> r.userName("eve")).accessKey();
      plant(key.secretAccessKey());
      var session = sts.getSessionToken().credentials();
      plant(session.secretAccessKey());
      plant(session.sessionToken());
      Connection eve =
          server.as(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
      refused(
          () ->
              eve.kms(RegionFixture.FIRST)
                  .encrypt(
                      r ->
                          r.keyId("alias/none")
                              .plaintext(plant((CANARY + "d").getBytes(StandardCharsets.UTF_8)))));
      refused(
          () ->
              eve.rds(RegionFixture.FIRST)
                  .createDBInstance(
                      r ->
                          r.dbInstanceIdentifier("x")
                              .engine("postgres")
                              .dbInstanceClass("db.t3.micro")
                              .masterUsername("u")
                              .masterUserPassword(CANARY)));
      eve.close();
      Connection forged =
          server.as(
              AwsSessionCredentials.create(
                  session.accessKeyId(), session.secretAccessKey(), session.sessionToken() + "x"));
      refused(() -> forged.kms(RegionFixture.FIRST).listKeys());
      forged.close();
      Connection wrong = server.as(AwsBasicCredentials.create(key.accessKeyId(), CANARY + "w"));
      refused(() -> wrong.kms(RegionFixture.FIRST).listKeys());
      wrong.close();
      plant(CANARY);
    }
  }

  private void keys(KmsClient kms) {
    String key = kms.createKey(r -> {}).keyMetadata().keyId();
    byte[] plaintext = (CANARY + "p").getBytes(StandardCharsets.UTF_8);
    var sealed = kms.encrypt(r -> r.keyId(key).plaintext(plant(plaintext))).ciphertextBlob();
    kms.decrypt(r -> r.ciphertextBlob(sealed));
    kms.reEncrypt(r -> r.ciphertextBlob(sealed).destinationKeyId(key));
    plant(
        kms.generateDataKey(r -> r.keyId(key).keySpec(DataKeySpec.AES_256))
            .plaintext()
            .asByteArray());
    plant(
        kms.generateDataKeyPair(r -> r.keyId(key).keyPairSpec(DataKeyPairSpec.ECC_NIST_P256))
            .privateKeyPlaintext()
            .asByteArray());
    plant(kms.generateRandom(r -> r.numberOfBytes(32)).plaintext().asByteArray());
    var grant =
        kms.createGrant(
            r ->
                r.keyId(key)
                    .granteePrincipal("arn:aws:iam::" + RegionFixture.ACCOUNT + ":root")
                    .operations(GrantOperation.ENCRYPT));
    plant(grant.grantToken());
    kms.encrypt(
        r ->
            r.keyId(key)
                .plaintext(SdkBytes.fromByteArray(plaintext))
                .grantTokens(grant.grantToken()));
    refused(
        () ->
            kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String(CANARY.repeat(200)))));
    refused(
        () ->
            kms.encrypt(
                r ->
                    r.keyId(key).plaintext(SdkBytes.fromByteArray(plaintext)).grantTokens(CANARY)));
    refused(() -> kms.decrypt(r -> r.ciphertextBlob(SdkBytes.fromUtf8String(CANARY))));
    kms.disableKey(r -> r.keyId(key));
    refused(() -> kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromByteArray(plaintext))));
    refused(() -> kms.decrypt(r -> r.ciphertextBlob(sealed)));
  }

  private void imported(KmsClient kms) throws Exception {
    String key = kms.createKey(r -> r.origin(OriginType.EXTERNAL)).keyMetadata().keyId();
    var parameters =
        kms.getParametersForImport(
            r ->
                r.keyId(key)
                    .wrappingAlgorithm(AlgorithmSpec.RSAES_OAEP_SHA_256)
                    .wrappingKeySpec(WrappingKeySpec.RSA_2048));
    byte[] material =
        MessageDigest.getInstance("SHA-256").digest(CANARY.getBytes(StandardCharsets.UTF_8));
    plant(material);
    Cipher wrapping = Cipher.getInstance("RSA/ECB/OAEPPadding");
    wrapping.init(
        Cipher.ENCRYPT_MODE,
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(parameters.publicKey().asByteArray())),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    byte[] wrapped = wrapping.doFinal(material);
    kms.importKeyMaterial(
        r ->
            r.keyId(key)
                .importToken(parameters.importToken())
                .encryptedKeyMaterial(SdkBytes.fromByteArray(wrapped))
                .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE));
  }

  private void databases(ServerProcess server) {
    refused(
        () ->
            server
                .connection
                .rds(RegionFixture.FIRST)
                .createDBInstance(
                    r ->
                        r.dbInstanceIdentifier("--")
                            .engine("postgres")
                            .dbInstanceClass("db.t3.micro")
                            .allocatedStorage(20)
                            .masterUsername("u")
                            .masterUserPassword(CANARY)));
    refused(
        () ->
            server
                .connection
                .rds(RegionFixture.FIRST)
                .createDBInstance(
                    r ->
                        r.dbInstanceIdentifier("db")
                            .engine("postgres")
                            .dbInstanceClass("db.t3.micro")
                            .allocatedStorage(20)
                            .masterUsername("u")
                            .masterUserPassword(CANARY + "/@\" ")));
  }
}
