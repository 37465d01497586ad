package io.snapseal.kms;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.state.Row;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * The region's root key: it wraps every KMS key at rest. Here it lives in a file of mode 0600;
 * whoever reads that file and the region's state can read every key.
 */
public final class RootKey implements SecretWrapping {
  private static final String HEADER = "snapseal-root-key-v1 ";
  private static final int BYTES = 32;

  private final Aead aead;

  private RootKey(Aead aead) {
    this.aead = aead;
  }

  /**
   * Opens a region's root key and proves that it is the one that wraps the region's KMS keys. A
   * region without any key gets a new root key; it is durable when this returns, so before the
   * first key that it wraps.
   *
   * @throws RootKeyException if the file is missing though there are keys that it wraps, if it
   *     opens none of them, if it is not a root key, or if others may read it
   */
  public static RootKey openOrCreate(Path file, StateStore state, SecureRandom random)
      throws IOException {
    List<Row<KeyMetadata, KeyInternals>> wrapped =
        state.read(Keys.KEYS::everywhere).stream()
            .filter(key -> !key.internal().wrappedKeyset().isEmpty())
            .toList();
    if (Files.notExists(file) && !wrapped.isEmpty()) {
      throw RootKeyException.missing(file, wrapped.size());
    }
    RootKey root = openOrCreate(file, random);
    if (!wrapped.isEmpty() && !root.opensOneOf(wrapped)) {
      throw RootKeyException.wrong(file);
    }
    return root;
  }

  /**
   * Opens the file, or makes it with a new random key, whatever the region's state holds: for
   * regions that end with the process. The file is durable when this returns.
   *
   * @throws RootKeyException if the file is not a root key, or others may read it
   */
  static RootKey openOrCreate(Path file, SecureRandom random) throws IOException {
    if (Files.notExists(file)) {
      create(file, random);
    }
    return open(file);
  }

  /** One is proof enough; a single changed row must not keep all the others from their owner. */
  private boolean opensOneOf(List<Row<KeyMetadata, KeyInternals>> wrapped) {
    return wrapped.stream().anyMatch(this::opens);
  }

  private boolean opens(Row<KeyMetadata, KeyInternals> key) {
    String name = NewKeys.materialName(key.scope(), key.id());
    String secret = key.internal().wrappedKeyset();
    return KeySpecs.isSymmetric(key.shown())
        ? new KeyMaterial(this).opens(name, secret)
        : new WrappedSecrets(this).opens(key);
  }

  @Override
  public byte[] wrap(String name, byte[] secret) {
    try {
      return aead.encrypt(secret, bound(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] unwrap(String name, byte[] wrapped) {
    try {
      return aead.decrypt(wrapped, bound(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not wrapped here as " + name, e);
    }
  }

  /** Apart from whatever else the root key wraps. */
  private static byte[] bound(String name) {
    return ("secret:" + name).getBytes(StandardCharsets.UTF_8);
  }

  /** Wraps with AES-256-GCM; the associated data binds what is wrapped to its name. */
  Aead aead() {
    return aead;
  }

  private static RootKey open(Path file) throws IOException {
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    if (!mode.endsWith("------")) {
      throw RootKeyException.open(file, mode);
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).trim();
    if (!text.startsWith(HEADER)) {
      throw RootKeyException.unreadable(file, "is not a root key of this version", null);
    }
    return of(decoded(file, text.substring(HEADER.length())));
  }

  private static byte[] decoded(Path file, String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw RootKeyException.unreadable(file, "is damaged", e);
    }
    throw RootKeyException.unreadable(file, "is damaged", null);
  }

  /** The door by which raw key bytes become a key; the array is wiped. */
  @AccessesPartialKey
  static RootKey of(byte[] key) {
    try {
      AesGcmParameters parameters =
          AesGcmParameters.builder()
              .setKeySizeBytes(BYTES)
              .setIvSizeBytes(12)
              .setTagSizeBytes(16)
              .setVariant(AesGcmParameters.Variant.NO_PREFIX)
              .build();
      return new RootKey(
          AesGcmJce.create(
              AesGcmKey.builder()
                  .setParameters(parameters)
                  .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                  .build()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static void create(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    byte[] text =
        (HEADER + Base64.getEncoder().encodeToString(key) + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(directory, ".root-key", ".tmp");
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(text);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(directory);
    Arrays.fill(key, (byte) 0);
    Arrays.fill(text, (byte) 0);
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
