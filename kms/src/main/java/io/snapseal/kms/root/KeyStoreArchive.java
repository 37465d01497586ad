package io.snapseal.kms.root;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A backup of the key store: a root key and the state that it opens, in one piece that only a
 * passphrase opens.
 *
 * <pre>
 * line    "snapseal-key-store-v1 " and the parameters of Argon2id, ASCII
 * sealed  nonce (12 bytes), AES-256-GCM of what follows, tag (16 bytes); the line is authenticated
 *         32  the root key
 *         …   an SQLite database
 * </pre>
 */
public final class KeyStoreArchive implements AutoCloseable {
  private static final String MAGIC = "snapseal-key-store-v1 ";
  private static final int LONGEST_LINE = 128;

  private final RootKeyBytes root;
  private final byte[] state;

  private KeyStoreArchive(RootKeyBytes root, byte[] state) {
    this.root = root;
    this.state = state;
  }

  /** Seals a root key and the state that it opens. */
  public static byte[] seal(
      RootKeyBytes root, byte[] state, Passphrase passphrase, SecureRandom random) {
    passphrase.requireLongEnough();
    Argon2id argon2id = Argon2id.recommended(random);
    byte[] line = (MAGIC + argon2id.text() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] content = new byte[RootKeyBytes.LENGTH + state.length];
    ByteBuffer.wrap(content).put(root.reveal()).put(state);
    byte[] sealed = Sealing.seal(argon2id.key(passphrase), content, line);
    Arrays.fill(content, (byte) 0);
    return ByteBuffer.allocate(line.length + sealed.length).put(line).put(sealed).array();
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws RootKeyException if it is none, cut off, changed, or of another passphrase
   */
  public static KeyStoreArchive open(byte[] archive, Passphrase passphrase) {
    byte[] line = line(archive);
    String text = new String(line, StandardCharsets.US_ASCII);
    if (!text.startsWith(MAGIC)) {
      throw notOne();
    }
    try {
      byte[] key = Argon2id.of(text.substring(MAGIC.length()).stripTrailing()).key(passphrase);
      byte[] content =
          Sealing.open(key, Arrays.copyOfRange(archive, line.length, archive.length), line);
      KeyStoreArchive opened =
          new KeyStoreArchive(
              RootKeyBytes.takeOver(Arrays.copyOf(content, RootKeyBytes.LENGTH)),
              Arrays.copyOfRange(content, RootKeyBytes.LENGTH, content.length));
      Arrays.fill(content, (byte) 0);
      return opened;
    } catch (GeneralSecurityException e) {
      throw new RootKeyException(
          "the backup does not open: the passphrase is wrong, or the file was changed or cut off",
          "Give the passphrase it was sealed with, or take another backup file.",
          e);
    } catch (IllegalArgumentException e) {
      throw notOne();
    }
  }

  /** Closed with this. */
  public RootKeyBytes root() {
    return root;
  }

  /** An SQLite database; the array itself. */
  public byte[] state() {
    return state;
  }

  @Override
  public void close() {
    root.close();
    Arrays.fill(state, (byte) 0);
  }

  @Override
  public String toString() {
    return "KeyStoreArchive(hidden)";
  }

  private static byte[] line(byte[] archive) {
    for (int i = 0; i < Math.min(archive.length, LONGEST_LINE); i++) {
      if (archive[i] == '\n') {
        return Arrays.copyOf(archive, i + 1);
      }
    }
    throw notOne();
  }

  private static RootKeyException notOne() {
    return new RootKeyException(
        "the file is not a backup of a key store of this version",
        "Name a file that 'snapseal key-store backup' has written.",
        null);
  }
}
