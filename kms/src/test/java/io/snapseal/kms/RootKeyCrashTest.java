package io.snapseal.kms;

import static io.snapseal.kms.KmsFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The process is gone at every step of a change of the root key: the next start opens everything,
 * with one root key, and leaves nothing of the change.
 */
class RootKeyCrashTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "rotate,1",
    "rotate,2",
    "rotate,3",
    "rotate,4",
    "passphrase,1",
    "passphrase,2",
    "file,1",
    "file,2"
  })
  void everythingOpensAfterwards(String change, int step) throws Exception {
    SdkBytes blob;
    try (KmsFixture fixture = new KmsFixture(home)) {
      String key = fixture.client().createKey(r -> {}).keyMetadata().keyId();
      blob = fixture.client().encrypt(r -> r.keyId(key).plaintext(bytes("x"))).ciphertextBlob();
    }
    if (change.equals("file")) {
      KeptRootKey.change(home, key -> key.rewrap(RootKeyKind.PASSPHRASE));
    }

    assertThat(run(change, step)).isEqualTo(KilledChange.KILLED);

    KeptRootKey.change(
        home,
        key -> {
          key.openOrCreate(Optional.empty());
        });
    assertThat(new RootKeyFile(home.resolve("root.key")).read()).hasSize(1);
    assertThat(home).isDirectoryNotContaining("glob:**.new");
    KeptRootKey.change(home, key -> key.rewrap(RootKeyKind.FILE));
    try (KmsFixture fixture = new KmsFixture(home)) {
      assertThat(fixture.client().decrypt(r -> r.ciphertextBlob(blob)).plaintext())
          .isEqualTo(bytes("x"));
    }
  }

  private int run(String change, int step) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.snapseal.kms.KilledChange",
            home.toString(),
            change,
            Integer.toString(step))
        .inheritIO()
        .start()
        .waitFor();
  }
}
