package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.kms.root.RootKeyException;
import io.snapseal.state.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidSignatureException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** What KMS signs, others verify with the JDK, and the other way round. */
class AsymmetricKeysTest {
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

  private KeyMetadata made(String spec, String usage) {
    return kms.createKey(r -> r.keySpec(spec).keyUsage(usage)).keyMetadata();
  }

  private PublicKey publicKey(String key) throws GeneralSecurityException {
    GetPublicKeyResponse given = kms.getPublicKey(r -> r.keyId(key));
    String kind = given.keySpecAsString().startsWith("RSA") ? "RSA" : "EC";
    return KeyFactory.getInstance(kind)
        .generatePublic(new X509EncodedKeySpec(given.publicKey().asByteArray()));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, RSASSA_PSS_SHA_256",
    "RSA_2048, RSASSA_PSS_SHA_384",
    "RSA_2048, RSASSA_PSS_SHA_512",
    "RSA_3072, RSASSA_PKCS1_V1_5_SHA_256",
    "RSA_2048, RSASSA_PKCS1_V1_5_SHA_384",
    "RSA_4096, RSASSA_PKCS1_V1_5_SHA_512",
    "ECC_NIST_P256, ECDSA_SHA_256",
    "ECC_NIST_P384, ECDSA_SHA_384",
    "ECC_NIST_P521, ECDSA_SHA_512"
  })
  void theJdkVerifiesWhatKmsSigns(String spec, String algorithm) throws GeneralSecurityException {
    KeyMetadata key = made(spec, "SIGN_VERIFY");
    assertThat(key.signingAlgorithmsAsStrings()).contains(algorithm);
    assertThat(key.encryptionAlgorithms()).isEmpty();
    assertThat(key.currentKeyMaterialId()).isNull();
    String hash = "SHA-" + algorithm.substring(algorithm.length() - 3);
    SdkBytes message = bytes("a message");
    SdkBytes digest =
        SdkBytes.fromByteArray(MessageDigest.getInstance(hash).digest(message.asByteArray()));

    SdkBytes raw =
        kms.sign(r -> r.keyId(key.arn()).message(message).signingAlgorithm(algorithm)).signature();
    SdkBytes ofDigest =
        kms.sign(
                r ->
                    r.keyId(key.arn())
                        .message(digest)
                        .messageType(MessageType.DIGEST)
                        .signingAlgorithm(algorithm))
            .signature();

    for (SdkBytes signature : List.of(raw, ofDigest)) {
      assertThat(verified(algorithm, publicKey(key.arn()), message, signature)).isTrue();
      assertThat(verifiedHere(key.arn(), algorithm, message, MessageType.RAW, signature)).isTrue();
      assertThat(verifiedHere(key.arn(), algorithm, digest, MessageType.DIGEST, signature))
          .isTrue();
    }
    assertThatThrownBy(
            () ->
                kms.sign(
                    r ->
                        r.keyId(key.arn())
                            .message(bytes("short"))
                            .messageType(MessageType.DIGEST)
                            .signingAlgorithm(algorithm)))
        .hasMessageContaining("Digest is invalid length for algorithm " + algorithm + ".");
  }

  private boolean verifiedHere(
      String key, String algorithm, SdkBytes message, MessageType type, SdkBytes signature) {
    return kms.verify(
            r ->
                r.keyId(key)
                    .message(message)
                    .messageType(type)
                    .signature(signature)
                    .signingAlgorithm(algorithm))
        .signatureValid();
  }

  private static Signature jdk(String algorithm) throws GeneralSecurityException {
    String bits = algorithm.substring(algorithm.length() - 3);
    if (algorithm.startsWith("RSASSA_PSS")) {
      Signature pss = Signature.getInstance("RSASSA-PSS");
      pss.setParameter(
          new PSSParameterSpec(
              "SHA-" + bits,
              "MGF1",
              new MGF1ParameterSpec("SHA-" + bits),
              Integer.parseInt(bits) / 8,
              1));
      return pss;
    }
    return Signature.getInstance(
        "SHA" + bits + "with" + (algorithm.startsWith("ECDSA") ? "ECDSA" : "RSA"));
  }

  private static boolean verified(
      String algorithm, PublicKey key, SdkBytes message, SdkBytes signature)
      throws GeneralSecurityException {
    Signature verifying = jdk(algorithm);
    verifying.initVerify(key);
    verifying.update(message.asByteArray());
    return verifying.verify(signature.asByteArray());
  }

  /** Both paddings against the JDK's, in both directions. */
  @ParameterizedTest
  @CsvSource({"2048", "3072"})
  void rsaSignaturesAreThoseOfTheJdk(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    RsaSignatures rsa = new RsaSignatures(new SecureRandom());
    byte[] message = {1, 2, 3};
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);
    for (boolean pss : new boolean[] {true, false}) {
      String algorithm = (pss ? "RSASSA_PSS" : "RSASSA_PKCS1_V1_5") + "_SHA_256";
      Signature jdk = jdk(algorithm);
      jdk.initSign(pair.getPrivate());
      jdk.update(message);
      byte[] theirs = jdk.sign();
      byte[] ours = rsa.sign(pair.getPrivate(), pss, "SHA-256", digest);

      assertThat(rsa.verify(pair.getPublic(), pss, "SHA-256", digest, theirs)).isTrue();
      assertThat(rsa.verify(pair.getPublic(), !pss, "SHA-256", digest, theirs)).isFalse();
      assertThat(rsa.verify(pair.getPublic(), pss, "SHA-256", digest, ours)).isTrue();
      assertThat(
              verified(
                  algorithm,
                  pair.getPublic(),
                  SdkBytes.fromByteArray(message),
                  SdkBytes.fromByteArray(ours)))
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, RSASSA_PSS_SHA_256",
    "RSA_2048, RSASSA_PKCS1_V1_5_SHA_256",
    "ECC_NIST_P256, ECDSA_SHA_256"
  })
  void everyChangedByteIsAnInvalidSignature(String spec, String algorithm) {
    String key = made(spec, "SIGN_VERIFY").arn();
    SdkBytes message = bytes("a message");
    byte[] signature =
        kms.sign(r -> r.keyId(key).message(message).signingAlgorithm(algorithm))
            .signature()
            .asByteArray();
    for (int i = 0; i < signature.length; i++) {
      byte[] flipped = signature.clone();
      flipped[i] ^= 1;
      assertInvalid(key, algorithm, message, SdkBytes.fromByteArray(flipped));
    }
    SdkBytes whole = SdkBytes.fromByteArray(signature);
    assertInvalid(key, algorithm, bytes("b message"), whole);
    assertInvalid(made(spec, "SIGN_VERIFY").arn(), algorithm, message, whole);
    assertInvalid(key, algorithm, message, SdkBytes.fromByteArray(Arrays.copyOf(signature, 9)));
    assertInvalid(
        key,
        algorithm,
        message,
        SdkBytes.fromByteArray(Arrays.copyOf(signature, signature.length + 1)));
    assertInvalid(key, algorithm, message, SdkBytes.fromByteArray(new byte[signature.length]));
  }

  private void assertInvalid(String key, String algorithm, SdkBytes message, SdkBytes signature) {
    assertThatThrownBy(() -> verifiedHere(key, algorithm, message, MessageType.RAW, signature))
        .isInstanceOfSatisfying(
            KmsInvalidSignatureException.class,
            e -> assertThat(e.awsErrorDetails().errorMessage()).isEmpty());
  }

  /** The well-known forgery: r = s = 0 verifies anything where it is not looked at. */
  @Test
  void aSignatureOfNothingIsInvalid() {
    String key = made("ECC_NIST_P256", "SIGN_VERIFY").arn();
    byte[] nothing = {0x30, 6, 2, 1, 0, 2, 1, 0};
    assertInvalid(key, "ECDSA_SHA_256", bytes("x"), SdkBytes.fromByteArray(nothing));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, RSAES_OAEP_SHA_1, 214",
    "RSA_2048, RSAES_OAEP_SHA_256, 190",
    "RSA_3072, RSAES_OAEP_SHA_256, 318",
    "RSA_4096, RSAES_OAEP_SHA_1, 470"
  })
  void rsaEncryptsUpToItsLimit(String spec, String algorithm, int most) {
    KeyMetadata key = made(spec, "ENCRYPT_DECRYPT");
    assertThat(key.encryptionAlgorithms())
        .containsExactly(
            EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1, EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256);
    SdkBytes largest = SdkBytes.fromByteArray(new byte[most]);
    SdkBytes blob =
        kms.encrypt(r -> r.keyId(key.arn()).plaintext(largest).encryptionAlgorithm(algorithm))
            .ciphertextBlob();

    assertThat(
            kms.decrypt(r -> r.keyId(key.arn()).ciphertextBlob(blob).encryptionAlgorithm(algorithm))
                .plaintext())
        .isEqualTo(largest);
    assertThatThrownBy(
            () ->
                kms.encrypt(
                    r ->
                        r.keyId(key.arn())
                            .plaintext(SdkBytes.fromByteArray(new byte[most + 1]))
                            .encryptionAlgorithm(algorithm)))
        .hasMessageContaining(
            "Algorithm %s and key spec %s cannot encrypt data larger than %d bytes."
                .formatted(algorithm, spec, most));
  }

  @Test
  void everyChangedByteOfAnRsaCiphertextIsRefused() {
    String key = made("RSA_2048", "ENCRYPT_DECRYPT").arn();
    String algorithm = "RSAES_OAEP_SHA_256";
    byte[] blob =
        kms.encrypt(r -> r.keyId(key).plaintext(bytes("x")).encryptionAlgorithm(algorithm))
            .ciphertextBlob()
            .asByteArray();
    for (int i = 0; i < blob.length; i += 5) {
      byte[] flipped = blob.clone();
      flipped[i] ^= 1;
      assertThatThrownBy(() -> opened(key, algorithm, flipped))
          .isInstanceOf(InvalidCiphertextException.class);
    }
    assertThatThrownBy(() -> opened(key, "RSAES_OAEP_SHA_1", blob))
        .isInstanceOf(InvalidCiphertextException.class);
    String other = made("RSA_2048", "ENCRYPT_DECRYPT").arn();
    assertThatThrownBy(() -> opened(other, algorithm, blob))
        .isInstanceOf(InvalidCiphertextException.class);
    assertThatThrownBy(
            () ->
                kms.decrypt(
                    r ->
                        r.ciphertextBlob(SdkBytes.fromByteArray(blob))
                            .encryptionAlgorithm(algorithm)))
        .hasMessageContaining("keyId");
    assertThatThrownBy(
            () ->
                kms.encrypt(
                    r ->
                        r.keyId(key)
                            .plaintext(bytes("x"))
                            .encryptionContext(Map.of("a", "b"))
                            .encryptionAlgorithm(algorithm)))
        .hasMessageContaining("encryption context");
  }

  private SdkBytes opened(String key, String algorithm, byte[] blob) {
    return kms.decrypt(
            r ->
                r.keyId(key)
                    .ciphertextBlob(SdkBytes.fromByteArray(blob))
                    .encryptionAlgorithm(algorithm))
        .plaintext();
  }

  @Test
  void reEncryptGoesBetweenTheKinds() {
    String rsa = made("RSA_2048", "ENCRYPT_DECRYPT").arn();
    String symmetric = kms.createKey(r -> {}).keyMetadata().arn();
    SdkBytes first =
        kms.encrypt(r -> r.keyId(symmetric).plaintext(bytes("canary"))).ciphertextBlob();
    SdkBytes second =
        kms.reEncrypt(
                r ->
                    r.ciphertextBlob(first)
                        .destinationKeyId(rsa)
                        .destinationEncryptionAlgorithm("RSAES_OAEP_SHA_256"))
            .ciphertextBlob();
    SdkBytes third =
        kms.reEncrypt(
                r ->
                    r.ciphertextBlob(second)
                        .sourceKeyId(rsa)
                        .sourceEncryptionAlgorithm("RSAES_OAEP_SHA_256")
                        .destinationKeyId(symmetric))
            .ciphertextBlob();

    assertThat(kms.decrypt(r -> r.ciphertextBlob(third)).plaintext()).isEqualTo(bytes("canary"));
  }

  @Test
  void bothSidesDeriveTheSameSecret() throws GeneralSecurityException {
    for (String spec : List.of("ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521")) {
      KeyMetadata key = made(spec, "KEY_AGREEMENT");
      assertThat(key.keyAgreementAlgorithms()).containsExactly(KeyAgreementAlgorithmSpec.ECDH);
      KeyPair theirs = new KeyPairs(new SecureRandom()).made(spec);
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(theirs.getPrivate());
      agreement.doPhase(publicKey(key.arn()), true);

      assertThat(derived(key.arn(), theirs.getPublic().getEncoded()).asByteArray())
          .isEqualTo(agreement.generateSecret());
    }
  }

  private SdkBytes derived(String key, byte[] publicKey) {
    return kms.deriveSharedSecret(
            r ->
                r.keyId(key)
                    .keyAgreementAlgorithm(KeyAgreementAlgorithmSpec.ECDH)
                    .publicKey(SdkBytes.fromByteArray(publicKey)))
        .sharedSecret();
  }

  @Test
  void aPointThatIsNotOnTheCurveIsRefused() throws GeneralSecurityException {
    String key = made("ECC_NIST_P256", "KEY_AGREEMENT").arn();
    byte[] valid = publicKey(key).getEncoded();
    for (int i = valid.length - 64; i < valid.length; i++) {
      byte[] moved = valid.clone();
      moved[i] ^= 1;
      assertThatThrownBy(() -> derived(key, moved))
          .isInstanceOfSatisfying(
              KmsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }
    KeyPairGenerator other = KeyPairGenerator.getInstance("EC");
    other.initialize(new ECGenParameterSpec("secp384r1"));
    assertThatThrownBy(() -> derived(key, other.generateKeyPair().getPublic().getEncoded()))
        .hasMessageContaining("not on the curve");
    assertThatThrownBy(() -> derived(key, new byte[] {1, 2, 3}))
        .hasMessageContaining("SubjectPublicKeyInfo");
  }

  @Test
  void aKeyForOneThingDoesNoOther() {
    String signs = made("RSA_2048", "SIGN_VERIFY").arn();
    String encrypts = made("RSA_2048", "ENCRYPT_DECRYPT").arn();
    String agrees = made("ECC_NIST_P256", "KEY_AGREEMENT").arn();
    String symmetric = kms.createKey(r -> {}).keyMetadata().arn();
    SdkBytes blob = kms.encrypt(r -> r.keyId(symmetric).plaintext(bytes("x"))).ciphertextBlob();

    refused(
        () -> kms.encrypt(r -> r.keyId(signs).plaintext(bytes("x"))),
        signs + " key usage is SIGN_VERIFY which is not valid for Encrypt.");
    refused(
        () -> sign(symmetric, "RSASSA_PSS_SHA_256"),
        symmetric + " key usage is ENCRYPT_DECRYPT which is not valid for Sign.");
    refused(
        () -> sign(agrees, "ECDSA_SHA_256"),
        agrees + " key usage is KEY_AGREEMENT which is not valid for Sign.");
    refused(
        () -> sign(signs, "ECDSA_SHA_256"),
        "Algorithm ECDSA_SHA_256 is incompatible with key spec RSA_2048.");
    refused(
        () -> kms.encrypt(r -> r.keyId(encrypts).plaintext(bytes("x"))),
        "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.");
    refused(
        () -> kms.generateDataKey(r -> r.keyId(encrypts).keySpec(DataKeySpec.AES_256)),
        "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.");
    refused(
        () ->
            kms.encrypt(
                r ->
                    r.keyId(symmetric)
                        .plaintext(bytes("x"))
                        .encryptionAlgorithm("RSAES_OAEP_SHA_1")),
        "Algorithm RSAES_OAEP_SHA_1 is incompatible with key spec SYMMETRIC_DEFAULT.");
    refused(
        () ->
            kms.deriveSharedSecret(
                r ->
                    r.keyId(signs)
                        .keyAgreementAlgorithm(KeyAgreementAlgorithmSpec.ECDH)
                        .publicKey(bytes("x"))),
        signs + " key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.");
    assertThatThrownBy(() -> kms.decrypt(r -> r.keyId(signs).ciphertextBlob(blob)))
        .isInstanceOf(IncorrectKeyException.class);
    for (String key : List.of(signs, encrypts, agrees)) {
      assertThatThrownBy(() -> kms.enableKeyRotation(r -> r.keyId(key)))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> kms.rotateKeyOnDemand(r -> r.keyId(key)))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> kms.getKeyRotationStatus(r -> r.keyId(key)))
          .isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(() -> kms.getPublicKey(r -> r.keyId(symmetric)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private void sign(String key, String algorithm) {
    kms.sign(r -> r.keyId(key).message(bytes("x")).signingAlgorithm(algorithm));
  }

  private static void refused(Runnable call, String sentence) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidKeyUsageException.class)
        .hasMessageContaining(sentence);
  }

  /** A symmetric ciphertext that is made to name another kind of key is none. */
  @Test
  void aCiphertextCannotNameAnAsymmetricKey() {
    String rsa = made("RSA_2048", "ENCRYPT_DECRYPT").keyId();
    SdkBytes blob = new CiphertextBlob("123456789012:" + rsa, bytes("0123456789")).encoded();

    assertThatThrownBy(() -> kms.decrypt(r -> r.ciphertextBlob(blob)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void aDisabledKeyShowsNotEvenItsPublicKey() {
    String key = made("ECC_NIST_P256", "SIGN_VERIFY").arn();
    kms.disableKey(r -> r.keyId(key));

    assertThatThrownBy(() -> kms.getPublicKey(r -> r.keyId(key)))
        .isInstanceOf(DisabledException.class);
    assertThatThrownBy(() -> sign(key, "ECDSA_SHA_256")).isInstanceOf(DisabledException.class);
  }

  @Test
  void dryRunsSayWhatWouldHaveBeen() {
    String key = made("ECC_NIST_P256", "SIGN_VERIFY").arn();
    assertThatThrownBy(
            () ->
                kms.sign(
                    r ->
                        r.keyId(key)
                            .message(bytes("x"))
                            .signingAlgorithm("ECDSA_SHA_256")
                            .dryRun(true)))
        .isInstanceOf(DryRunOperationException.class);
    assertThatThrownBy(
            () ->
                kms.verify(
                    r ->
                        r.keyId(key)
                            .message(bytes("x"))
                            .signature(bytes("x"))
                            .signingAlgorithm("ECDSA_SHA_256")
                            .dryRun(true)))
        .isInstanceOf(KmsInvalidSignatureException.class);
  }

  @Test
  void whatAKeyIsForMustBeSaidAndPossible() {
    assertThatThrownBy(() -> kms.createKey(r -> r.keySpec("RSA_2048")))
        .hasMessageContaining(
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption"
                + " keys.");
    for (String[] pair :
        new String[][] {
          {"ECC_NIST_P256", "ENCRYPT_DECRYPT"},
          {"RSA_2048", "KEY_AGREEMENT"},
          {"HMAC_256", "SIGN_VERIFY"},
          {"SYMMETRIC_DEFAULT", "SIGN_VERIFY"}
        }) {
      assertThatThrownBy(() -> made(pair[0], pair[1]))
          .as(pair[0])
          .isInstanceOfSatisfying(
              KmsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }
    assertThat(kms.listKeys().keys()).isEmpty();
  }

  /** Whoever can write the state moves no secret from one key to another. */
  @Test
  void theSecretIsBoundToItsKey() {
    String mine = made("ECC_NIST_P256", "SIGN_VERIFY").keyId();
    String other = made("ECC_NIST_P256", "SIGN_VERIFY").keyId();
    fixture.state.change(
        handle -> {
          List<Row<KeyMetadata, KeyInternals>> rows = Keys.KEYS.everywhere(handle);
          Row<KeyMetadata, KeyInternals> from = named(rows, mine);
          Keys.KEYS.update(handle, named(rows, other).keep(from.internal()));
        });

    assertThatThrownBy(() -> sign(other, "ECDSA_SHA_256")).isInstanceOf(RootKeyException.class);
    assertThatThrownBy(() -> kms.getPublicKey(r -> r.keyId(other)))
        .isInstanceOf(RootKeyException.class);
  }

  /** Nor does a key do what it is not for because the state says that it is. */
  @Test
  void theSecretIsBoundToItsUse() {
    String key = made("RSA_2048", "SIGN_VERIFY").keyId();
    fixture.state.change(
        handle -> {
          Row<KeyMetadata, KeyInternals> row = named(Keys.KEYS.everywhere(handle), key);
          KeyMetadata.Builder shown = row.shown().toBuilder().keyUsage("ENCRYPT_DECRYPT");
          Keys.KEYS.update(handle, row.show(KeySpecs.withAlgorithms(shown.build())));
        });

    assertThatThrownBy(() -> opened(key, "RSAES_OAEP_SHA_256", new byte[256]))
        .isInstanceOf(RootKeyException.class);
  }

  private static Row<KeyMetadata, KeyInternals> named(
      List<Row<KeyMetadata, KeyInternals>> rows, String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  /** A region that has asymmetric keys only is opened with its own root key, and no other. */
  @Test
  void theRootKeyIsProvenByAnyKind() throws Exception {
    String key = made("ECC_NIST_P256", "SIGN_VERIFY").arn();
    fixture.close();
    fixture = new KmsFixture(home);
    kms = fixture.client();
    sign(key, "ECDSA_SHA_256");
    fixture.close();

    Files.delete(home.resolve("root.key"));
    assertThatThrownBy(() -> new KmsFixture(home)).isInstanceOf(RootKeyException.class);
    KmsFixture.strangeRootKey(home.resolve("root.key"));
    assertThatThrownBy(() -> new KmsFixture(home)).isInstanceOf(RootKeyException.class);
  }

  /** Code written for one kind of key does not meet another under the same alias. */
  @Test
  void anAliasStaysWithItsKindOfKey() {
    String first = made("ECC_NIST_P256", "SIGN_VERIFY").keyId();
    String alike = made("RSA_2048", "SIGN_VERIFY").keyId();
    kms.createAlias(r -> r.aliasName("alias/a").targetKeyId(first));
    kms.updateAlias(r -> r.aliasName("alias/a").targetKeyId(alike));
    for (String other :
        List.of(
            made("RSA_2048", "ENCRYPT_DECRYPT").keyId(),
            made("HMAC_256", "GENERATE_VERIFY_MAC").keyId(),
            kms.createKey(r -> {}).keyMetadata().keyId())) {
      assertThatThrownBy(() -> kms.updateAlias(r -> r.aliasName("alias/a").targetKeyId(other)))
          .hasMessageContaining("same type");
    }
    assertThat(kms.describeKey(r -> r.keyId("alias/a")).keyMetadata().keyId()).isEqualTo(alike);
  }
}
