package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.directory.AccessKeyInternals;
import io.snapseal.iam.directory.Directory;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.InvalidGrantTokenException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/** How a root key is kept changes, and the root key itself: what it protects stays readable. */
class HomeRootKeyTest {
  private static final String SECRET = "canary-secret-access-key";

  @TempDir private Path home;
  private Path file;
  private SdkBytes blob;
  private SdkBytes mac;
  private String hmac;
  private String grantToken;

  @BeforeEach
  void fill() {
    file = home.resolve("root.key");
    try (KmsFixture fixture = new KmsFixture(home)) {
      String key = fixture.client().createKey(r -> {}).keyMetadata().keyId();
      blob =
          fixture.client().encrypt(r -> r.keyId(key).plaintext(bytes("canary"))).ciphertextBlob();
      fixture.client().rotateKeyOnDemand(r -> r.keyId(key));
      hmac =
          fixture
              .client()
              .createKey(
                  r -> r.keySpec(KeySpec.HMAC_256).keyUsage(KeyUsageType.GENERATE_VERIFY_MAC))
              .keyMetadata()
              .keyId();
      mac =
          fixture
              .client()
              .generateMac(
                  r ->
                      r.keyId(hmac).message(bytes("m")).macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256))
              .mac();
      grantToken =
          fixture
              .client()
              .createGrant(
                  r ->
                      r.keyId(key)
                          .granteePrincipal("arn:aws:iam::123456789012:user/clerk")
                          .operations(GrantOperation.DECRYPT))
              .grantToken();
    }
  }

  /** The region as it starts on that root key. */
  private void everythingOpens() throws IOException {
    KeptRootKey.change(
        home,
        key -> {
          key.openOrCreate(Optional.empty());
        });
    KeptRootKey.change(home, key -> key.rewrap(RootKeyKind.FILE));
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThat(fixture.client().decrypt(r -> r.ciphertextBlob(blob)).plaintext())
          .isEqualTo(bytes("canary"));
      assertThat(
              fixture
                  .client()
                  .verifyMac(
                      r ->
                          r.keyId(hmac)
                              .message(bytes("m"))
                              .mac(mac)
                              .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256))
                  .macValid())
          .isTrue();
    }
  }

  @Test
  void aRewrappedRootKeyIsTheSameAndNothingOfTheOldFileIsLeft() throws IOException {
    String plain = Files.readString(file).strip().replaceAll(".* ", "");

    KeptRootKey.change(home, key -> key.rewrap(RootKeyKind.PASSPHRASE));

    assertThat(Files.readString(file)).contains("passphrase").doesNotContain(plain);
    assertThat(home).isDirectoryNotContaining("glob:**.new");
    everythingOpens();
    assertThat(Files.readString(file)).contains(plain);
  }

  @Test
  void anotherKindThanTheHomesNamesRewrap() throws IOException {
    KeptRootKey.change(home, key -> key.rewrap(RootKeyKind.PASSPHRASE));
    KeptRootKey.change(
        home,
        key ->
            assertThatThrownBy(() -> key.openOrCreate(Optional.of(RootKeyKind.FILE)))
                .isInstanceOf(RootKeyException.class)
                .hasMessageContaining("is kept by passphrase, not by file")
                .extracting("fix")
                .asString()
                .contains("snapseal root-key rewrap --root-key file"));
  }

  @Test
  void aRotatedRootKeyOpensEverythingAndTheOldOneNothing() throws IOException {
    withAccessKey();
    String old = Files.readString(file);

    KeptRootKey.change(home, key -> assertThat(key.rotate()).isEqualTo(3));

    String fresh = Files.readString(file);
    assertThat(fresh).isNotEqualTo(old);
    assertThat(secret()).isEqualTo(SECRET);
    everythingOpens();
    Files.writeString(file, old);
    assertThatThrownBy(() -> new KmsFixture(home)).isInstanceOf(RootKeyException.class);
  }

  /** What the old root key wrapped is in no file any more, the write-ahead log included. */
  @Test
  void nothingWrappedByTheOldRootKeyIsLeft() throws IOException {
    String wrapped;
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      wrapped =
          state.read(Keys.KEYS::everywhere).get(0).internal().wrappedKeyset().substring(0, 64);
      assertThat(everyByteOf(home)).contains(wrapped);
      KeptRootKey.of(home, state).rotate();
      assertThat(everyByteOf(home)).doesNotContain(wrapped);
    }
  }

  @Test
  void tokensEndWithTheRootKeyThatSealedThem() throws IOException {
    KeptRootKey.change(home, HomeRootKey::rotate);
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThatThrownBy(() -> fixture.client().retireGrant(r -> r.grantToken(grantToken)))
          .isInstanceOf(InvalidGrantTokenException.class);
    }
  }

  @Test
  void aRotationThatTheStateRefusesLeavesTheOldRootKey() throws IOException {
    String old = Files.readString(file);
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      state.change(
          handle ->
              handle.execute(
                  "create trigger broken after update on resource begin"
                      + " select raise(abort, 'broken'); end"));
      assertThatThrownBy(() -> KeptRootKey.of(home, state).rotate())
          .hasStackTraceContaining("broken");
      state.change(handle -> handle.execute("drop trigger broken"));
    }
    everythingOpens();
    assertThat(file).hasContent(old);
  }

  @Test
  void aRowThatDoesNotOpenIsNamedAndStopsTheRotation() throws IOException {
    withAccessKey();
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      state.change(
          handle ->
              Directory.ACCESS_KEYS.update(handle, accessKey(handle).keep(internals("AAAA"))));
      assertThatThrownBy(() -> KeptRootKey.of(home, state).rotate())
          .isInstanceOf(RootKeyException.class)
          .hasMessageContaining("AKIACANARY");
    }
    everythingOpens();
  }

  /** A region may have access keys and no KMS key: they need its root key as well. */
  @Test
  void aMissingRootKeyIsNotReplacedWhileThereAreAccessKeysUnderIt() throws IOException {
    withAccessKey();
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      state.change(handle -> handle.execute("delete from resource where kind = 'kms-key'"));
    }
    Files.delete(file);
    assertThatThrownBy(() -> new KmsFixture(home))
        .isInstanceOf(RootKeyException.class)
        .hasMessageEndingWith("access keys and KMS keys under it: 1");
  }

  @Test
  void aFileOfManyKeysIsRefused() throws IOException {
    String one = Files.readString(file);
    Files.writeString(file, one + one + one);
    assertThatThrownBy(() -> new RootKeyFile(file).read())
        .isInstanceOf(RootKeyException.class)
        .hasMessageContaining("damaged");
  }

  private static String everyByteOf(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(directory)) {
      for (Path each : files.toList()) {
        all.append(Files.readString(each, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private void withAccessKey() throws IOException {
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      RootKey root = KeptRootKey.of(home, state).openOrCreate(Optional.empty());
      AccessKeyInternals internals =
          AccessKeyInternals.of(
              root,
              KmsFixture.ACCOUNT,
              "clerk",
              "AKIACANARY",
              SECRET.getBytes(StandardCharsets.UTF_8));
      state.change(
          handle ->
              Directory.ACCESS_KEYS.insert(
                  handle,
                  new Row<>(
                      Directory.ACCESS_KEY_SCOPE,
                      "AKIACANARY",
                      AccessKeyMetadata.builder().accessKeyId("AKIACANARY").build(),
                      internals)));
    }
  }

  private String secret() throws IOException {
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      RootKey root = KeptRootKey.of(home, state).openOrCreate(Optional.empty());
      String wrapped = state.read(HomeRootKeyTest::accessKey).internal().wrapped();
      return new String(
          root.unwrap("iam-access-key/AKIACANARY", Base64.getDecoder().decode(wrapped)),
          StandardCharsets.UTF_8);
    }
  }

  private static AccessKeyInternals internals(String wrapped) {
    return new AccessKeyInternals(KmsFixture.ACCOUNT, "clerk", wrapped, null);
  }

  private static Row<AccessKeyMetadata, AccessKeyInternals> accessKey(Handle handle) {
    return Directory.ACCESS_KEYS
        .find(handle, Directory.ACCESS_KEY_SCOPE, "AKIACANARY")
        .orElseThrow();
  }
}
