package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Of an encrypted instance and its snapshots nothing readable is at rest anywhere under the home,
 * nor is any key that opens them, nor the master password.
 */
class PlaintextAtRestTest {
  private static final String CANARY = "CANARYq7Jx2vLw9ZkT4mBn8sRd";

  @TempDir private Path temporary;

  @Test
  void nothingReadableOfAnEncryptedInstanceAndNoKeyIsAtRest() throws Exception {
    Path home = temporary.resolve("home");
    List<byte[]> dataKeys;
    try (RegionFixture fixture = new RegionFixture(home)) {
      String key = fixture.key(RegionFixture.FIRST, "alias/key");
      DBInstance instance = fixture.instance("shop", key);
      fixture.database(instance).fill(2000, CANARY);
      fixture.snapshot("shop", "sealed");
      fixture
          .rds()
          .copyDBSnapshot(
              r -> r.sourceDBSnapshotIdentifier("sealed").targetDBSnapshotIdentifier("copy"));
      Waiting.forSnapshot(fixture.rds(), "copy");
      dataKeys = dataKeys(fixture, home, instance.dbiResourceId());
    }
    Set<Path> files = PlaintextSearch.files(home);
    assertThat(files.stream().filter(new PlaintextSearch(CANARY)::findsInFile)).isEmpty();
    assertThat(files.stream().filter(new PlaintextSearch(RegionFixture.PASSWORD)::findsInFile))
        .isEmpty();
    assertThat(dataKeys).hasSizeGreaterThanOrEqualTo(2);
    for (byte[] dataKey : dataKeys) {
      for (String form : forms(dataKey)) {
        assertThat(files.stream().filter(file -> holds(file, form))).as("a data key").isEmpty();
      }
    }
  }

  /** The search itself must be able to find: an unencrypted instance gives its canary away. */
  @Test
  void theSameSearchFindsTheCanaryOfAnUnencryptedInstance() throws Exception {
    Path home = temporary.resolve("home");
    try (RegionFixture fixture = new RegionFixture(home)) {
      fixture.database(fixture.instance("shop")).fill(2000, CANARY);
      fixture.snapshot("shop", "plain");
    }
    List<Path> found =
        PlaintextSearch.files(home).stream()
            .filter(new PlaintextSearch(CANARY)::findsInFile)
            .toList();
    assertThat(found).anyMatch(path -> path.startsWith(home.resolve("regions/us-east-1/store")));
    assertThat(found)
        .anyMatch(path -> path.startsWith(home.resolve("regions/us-east-1/instances")));
  }

  /** What KMS makes of every wrapped data key that the stores keep. */
  private static List<byte[]> dataKeys(RegionFixture fixture, Path home, String resourceId)
      throws IOException {
    List<byte[]> opened = new ArrayList<>();
    for (Path file : PlaintextSearch.files(home.resolve("regions/us-east-1/store/volumes"))) {
      JsonNode document = JsonMapper.builder().build().readTree(Files.readString(file));
      for (JsonNode value : document) {
        if (value.isTextual() && value.asText().length() > 100) {
          opened.add(
              fixture
                  .kms()
                  .decrypt(
                      r ->
                          r.ciphertextBlob(
                                  SdkBytes.fromByteArray(
                                      Base64.getDecoder().decode(value.asText())))
                              .encryptionContext(java.util.Map.of("aws:rds:db-id", resourceId)))
                  .plaintext()
                  .asByteArray());
        }
      }
    }
    return opened;
  }

  private static List<String> forms(byte[] key) {
    return List.of(
        new String(key, StandardCharsets.ISO_8859_1),
        HexFormat.of().formatHex(key),
        HexFormat.of().withUpperCase().formatHex(key),
        Base64.getEncoder().withoutPadding().encodeToString(key),
        Base64.getUrlEncoder().withoutPadding().encodeToString(key));
  }

  private static boolean holds(Path file, String form) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(form);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
