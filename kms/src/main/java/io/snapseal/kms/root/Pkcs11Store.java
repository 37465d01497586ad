package io.snapseal.kms.root;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.DestroyFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a root key sealed by AES-256-GCM under a key of a PKCS#11 token, which that key never
 * leaves: nonce (12 bytes), ciphertext, tag (16 bytes).
 */
public final class Pkcs11Store implements RootKeyStore {
  /** The label of the token's key if none is named. */
  public static final String USUAL_KEY = "snapseal-root-key";

  private static final String TOKEN = "token";
  private static final String KEY = "key";
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Pattern LIBRARY = Pattern.compile("/[^\\p{Cntrl}$\"'#{}]+");
  private static final Pattern LABEL = Pattern.compile("[!-~]|[!-~][ -~]{0,30}[!-~]");

  private final Names names;
  private final KeyStore.PasswordProtection pin;
  private final SecureRandom random;
  private @Nullable Pkcs11Token open;

  /**
   * Where the sealing key is.
   *
   * @param library the PKCS#11 library, absolute; never stored, since whoever can change a file
   *     must not choose what code runs
   * @param token the token's label, 1 to 32 characters of printable ASCII
   * @param key the key's label, as well
   */
  public record Names(Path library, String token, String key) {
    /** Says what cannot be a name. */
    public Names {
      if (!LIBRARY.matcher(library.toString()).matches()) {
        throw new RootKeyException(
            "--pkcs11-library " + library + " is not an absolute path of plain characters",
            "Name it like /usr/lib/softhsm/libsofthsm2.so.",
            null);
      }
      if (!LABEL.matcher(token).matches() || !LABEL.matcher(key).matches()) {
        throw new RootKeyException(
            "a label of a PKCS#11 token or key has 1 to 32 characters of printable ASCII",
            "Correct --pkcs11-token or --pkcs11-key.",
            null);
      }
    }

    /** The names in a stored root key, with the library that its start has named. */
    public static Names in(StoredRootKey stored, Path library) {
      stored.requireFields(Set.of(TOKEN, KEY));
      return new Names(library, stored.field(TOKEN), stored.field(KEY));
    }
  }

  /**
   * @param pin the user's PIN, destroyed with this store
   */
  public Pkcs11Store(Names names, KeyStore.PasswordProtection pin, SecureRandom random) {
    this.names = names;
    this.pin = pin;
    this.random = random;
  }

  @Override
  public RootKeyKind kind() {
    return RootKeyKind.PKCS11;
  }

  /** Makes the token's key if it has none of that label. */
  @Override
  public StoredRootKey keep(RootKeyBytes key) {
    Map<String, String> fields = Map.of(TOKEN, names.token(), KEY, names.key());
    SecretKey sealing =
        Optional.ofNullable(token().find(names.key())).orElseGet(() -> token().create(names.key()));
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] associated = StoredRootKey.associated(kind(), fields);
    try {
      byte[] ciphertext =
          cipher(Cipher.ENCRYPT_MODE, sealing, nonce, associated).doFinal(key.reveal());
      return new StoredRootKey(
          kind(),
          fields,
          ByteBuffer.allocate(nonce.length + ciphertext.length).put(nonce).put(ciphertext).array());
    } catch (GeneralSecurityException | ProviderException e) {
      throw Pkcs11Faults.failed(names.token(), e);
    }
  }

  @Override
  public RootKeyBytes open(StoredRootKey stored) {
    stored.requireFields(Set.of(TOKEN, KEY));
    byte[] sealed = stored.sealed();
    if (sealed.length != NONCE_BYTES + RootKeyBytes.LENGTH + TAG_BITS / Byte.SIZE) {
      throw RootKeyException.damaged(null);
    }
    SecretKey sealing = token().find(stored.field(KEY));
    if (sealing == null) {
      throw Pkcs11Faults.noKey(names.token(), stored.field(KEY));
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      return RootKeyBytes.takeOver(
          cipher(Cipher.DECRYPT_MODE, sealing, nonce, stored.associated())
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      throw RootKeyException.changed(e);
    } catch (GeneralSecurityException | ProviderException e) {
      throw Pkcs11Faults.failed(names.token(), e);
    }
  }

  @Override
  public void close() {
    try {
      if (open != null) {
        open.close();
      }
      pin.destroy();
    } catch (DestroyFailedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Pkcs11Token token() {
    if (open == null) {
      open = Pkcs11Token.open(new Pkcs11Token.Place(names.library(), names.token()), pin);
    }
    return open;
  }

  private Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION, token().provider());
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
