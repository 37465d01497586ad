package io.snapseal.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapseal.blockstore.decoder.Decoder;
import io.snapseal.blockstore.disk.DiskStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Snapshots written once, by {@link #main}, and never again: whatever changes in the product, these
 * bytes stay readable. The data key is 32 bytes of 0x2a.
 */
class GoldenVectorsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/golden";

  @TempDir private Path temp;

  /** Makes the vectors anew: run with the directory to write to. */
  public static void main(String[] arguments) throws IOException {
    Path trees = Files.createTempDirectory("golden");
    Seal seal = seal();
    try (BlockStore store = open(DiskStorage.open(Path.of(arguments[0])))) {
      StoreFixture.snapshot(
          store,
          new NewSnapshot("sealed", "vol-1", Optional.empty(), Optional.of(seal)),
          plant(trees.resolve("1"), 1));
      StoreFixture.snapshot(
          store,
          new NewSnapshot("sealed-2", "vol-1", Optional.of("sealed"), Optional.of(seal)),
          plant(trees.resolve("2"), 2));
      StoreFixture.snapshot(
          store,
          new NewSnapshot("plain", "vol-2", Optional.empty(), Optional.empty()),
          plant(trees.resolve("3"), 1));
    }
  }

  private static Seal seal() {
    return new Seal(new OneKey(), KEY, Map.of("aws:rds:db-id", "db-GOLDEN"));
  }

  private static BlockStore open(Storage storage) {
    return open(storage, new SecureRandom());
  }

  private static BlockStore open(Storage storage, SecureRandom random) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
    return BlockStore.open(storage, BlockStoreOptions.defaults(random, clock));
  }

  /** The tree that a vector holds; the second generation differs in one page and one file. */
  private static Path plant(Path root, int generation) throws IOException {
    Files.createDirectories(root.resolve("base/empty"));
    byte[] pages = new byte[5 * 8192 + 100];
    for (int page = 0; page < 6; page++) {
      int from = page * 8192;
      byte value = (byte) (page == 2 ? 0 : page == 4 ? 16 * generation : page + 1);
      Arrays.fill(pages, from, Math.min(pages.length, from + 8192), value);
    }
    Files.write(root.resolve("base/pages"), pages);
    Files.writeString(root.resolve("base/hello"), "hello " + generation + "\n");
    Files.write(root.resolve("none"), new byte[0]);
    mode(root.resolve("base/hello"), "rw-r-----");
    mode(root.resolve("base/pages"), "rw-------");
    mode(root.resolve("none"), "rw-r--r--");
    mode(root.resolve("base"), "rwx------");
    mode(root.resolve("base/empty"), "rwxr-x---");
    return root;
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static Map<String, byte[]> golden() throws IOException {
    return Decoder.objects(GOLDEN);
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sealed", "sealed-2", "plain"})
  void theProductReadsThem(String snapshot) throws IOException {
    MemoryStorage storage = new MemoryStorage();
    golden().forEach((name, bytes) -> storage.objects().put(new ObjectName(name), bytes));
    Path restored = temp.resolve("restored");
    try (BlockStore store = open(storage)) {
      KeyAccess keys = KeyAccess.of(new OneKey());
      assertThat(store.verify(snapshot, keys, Progress.NONE).problems()).isEmpty();
      store.restore(snapshot, keys, restored, Progress.NONE);
    }
    Trees.assertSame(restored, plant(temp.resolve("planted"), snapshot.endsWith("2") ? 2 : 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sealed", "sealed-2", "plain"})
  void theIndependentDecoderReadsThem(String snapshot) throws Exception {
    Decoder.Tree tree = new Decoder(golden(), keyFile -> OneKey.key()).decode(snapshot);
    String hello = "hello " + (snapshot.endsWith("2") ? 2 : 1) + "\n";
    assertThat(tree.files().get("base/hello")).isEqualTo(hello.getBytes(StandardCharsets.UTF_8));
    assertThat(tree.files().get("base/pages"))
        .isEqualTo(
            content(
                plant(temp.resolve("p"), snapshot.endsWith("2") ? 2 : 1).resolve("base/pages")));
    assertThat(tree.modes()).containsEntry("base/empty", 0750).containsEntry("base/hello", 0640);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sealed", "plain"})
  void everyChangedByteIsAgainstTheDocument(String snapshot) throws Exception {
    Map<String, byte[]> golden = golden();
    Decoder decoder = new Decoder(golden, keyFile -> OneKey.key());
    byte[] segment = decoder.decode(snapshot).random().get(2);
    String volume = snapshot.equals("sealed") ? "vol-1" : "vol-2";
    for (String name :
        List.of(
            "segments/" + volume + "/" + HexFormat.of().formatHex(segment),
            "snapshots/" + snapshot + ".manifest",
            "volumes/" + volume + "/keys/0.json")) {
      byte[] bytes = golden.getOrDefault(name, new byte[0]); // without a seal there is no key file
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] ^= 1;
        assertThatThrownBy(() -> decoder.decode(snapshot))
            .as("%s, byte %d", name, at)
            .isInstanceOf(Exception.class);
        bytes[at] ^= 1;
      }
    }
  }

  @Test
  void theSecondGenerationStoredOnlyWhatChanged() throws IOException {
    MemoryStorage storage = new MemoryStorage();
    golden().forEach((name, bytes) -> storage.objects().put(new ObjectName(name), bytes));
    try (BlockStore store = open(storage)) {
      assertThat(store.describe("sealed").changedPages()).isEqualTo(6);
      assertThat(store.describe("sealed-2").changedPages()).isEqualTo(2);
    }
  }

  /**
   * The product writes the same bytes when it draws the same random numbers. Only zstd may change
   * them: if an upgrade of it does, only this test is to be changed.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sealed", "plain"})
  void theProductStillWritesThem(String snapshot) throws Exception {
    Map<String, byte[]> golden = golden();
    boolean sealed = snapshot.equals("sealed");
    MemoryStorage storage = new MemoryStorage();
    try (BlockStore store = open(storage, Recorded.of(snapshot))) {
      Optional<Seal> seal = sealed ? Optional.of(seal()) : Optional.empty();
      String volume = sealed ? "vol-1" : "vol-2";
      StoreFixture.snapshot(
          store,
          new NewSnapshot(snapshot, volume, Optional.empty(), seal),
          plant(temp.resolve("planted"), 1));
    }
    assertThat(storage.objects()).hasSize(sealed ? 4 : 3);
    storage
        .objects()
        .forEach(
            (name, bytes) ->
                assertThat(bytes).as(name.value()).isEqualTo(golden.get(name.value())));
  }

  /** The random numbers that a vector was made with, in the order in which they are drawn. */
  private static final class Recorded extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private static final int MAX = 1024;

    private final transient ByteBuffer numbers;

    private Recorded(byte[] repository, List<byte[]> ofSnapshot) {
      numbers = ByteBuffer.allocate(MAX).put(repository);
      ofSnapshot.forEach(numbers::put);
      numbers.flip();
    }

    static Recorded of(String snapshot) throws IOException, GeneralSecurityException {
      Map<String, byte[]> golden = golden();
      Decoder.Tree tree = new Decoder(golden, keyFile -> OneKey.key()).decode(snapshot);
      String repository =
          new ObjectMapper().readTree(golden.get("format.json")).path("repository").asText();
      return new Recorded(HexFormat.of().parseHex(repository), tree.random());
    }

    @Override
    public synchronized void nextBytes(byte[] bytes) {
      numbers.get(bytes);
    }
  }

  /** A KMS whose only data key is known to everybody. */
  private static final class OneKey implements KmsClient {
    static byte[] key() {
      byte[] key = new byte[32];
      Arrays.fill(key, (byte) 0x2a);
      return key;
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
      return GenerateDataKeyResponse.builder()
          .keyId(KEY)
          .plaintext(SdkBytes.fromByteArray(key()))
          .ciphertextBlob(SdkBytes.fromUtf8String("wrapped"))
          .build();
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
      return DecryptResponse.builder().keyId(KEY).plaintext(SdkBytes.fromByteArray(key())).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
