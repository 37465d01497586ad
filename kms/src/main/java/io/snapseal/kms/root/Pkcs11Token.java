package io.snapseal.kms.root;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.List;
import java.util.Objects;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/** A session on a PKCS#11 token, through the JDK's own provider (Java PKCS#11 Reference Guide). */
final class Pkcs11Token implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      --name = snapseal
      library = %s
      slot = %d
      attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_ENCRYPT = true
        CKA_DECRYPT = true
      }
      """;
  private static final int KEY_BITS = 256;

  private final String label;
  private final Provider provider;
  private final KeyStore keys;

  private Pkcs11Token(String label, Provider provider, KeyStore keys) {
    this.label = label;
    this.provider = provider;
    this.keys = keys;
  }

  /** Where a token is, and what opens it. */
  record Place(Path library, String label) {}

  /**
   * Opens the token of that label and logs in.
   *
   * @throws RootKeyException if the library, the token or the PIN is not right
   */
  static Pkcs11Token open(Place place, KeyStore.PasswordProtection pin) {
    Provider provider = provider(place, slot(place));
    try {
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, pin.getPassword());
      return new Pkcs11Token(place.label(), provider, keys);
    } catch (IOException | GeneralSecurityException e) {
      throw Pkcs11Faults.login(place.label(), e);
    }
  }

  Provider provider() {
    return provider;
  }

  /** The key of that label, or null. */
  @Nullable SecretKey find(String keyLabel) {
    try {
      return keys.isKeyEntry(keyLabel) && keys.getKey(keyLabel, null) instanceof SecretKey key
          ? key
          : null;
    } catch (GeneralSecurityException | ProviderException e) {
      throw Pkcs11Faults.failed(label, e);
    }
  }

  /** Makes a key on the token, which it never leaves. */
  SecretKey create(String keyLabel) {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
      generator.init(KEY_BITS);
      keys.setKeyEntry(keyLabel, generator.generateKey(), null, null);
      return Objects.requireNonNull(find(keyLabel));
    } catch (GeneralSecurityException | ProviderException e) {
      throw Pkcs11Faults.failed(label, e);
    }
  }

  @Override
  public void close() {
    try {
      if (provider instanceof AuthProvider session) {
        session.logout();
      }
    } catch (LoginException e) {
      throw Pkcs11Faults.failed(label, e);
    }
  }

  private static long slot(Place place) {
    List<Long> slots;
    try {
      slots = new Pkcs11Slots(place.library()).of(place.label());
    } catch (UnsatisfiedLinkError | IllegalStateException e) {
      throw Pkcs11Faults.library(place.library(), e);
    }
    if (slots.size() != 1) {
      throw Pkcs11Faults.noOneToken(place, slots.size());
    }
    return slots.get(0);
  }

  private static Provider provider(Place place, long slot) {
    Provider factory = Security.getProvider("SunPKCS11");
    if (factory == null) {
      throw Pkcs11Faults.noProvider();
    }
    try {
      return factory.configure(CONFIGURATION.formatted(place.library(), slot));
    } catch (InvalidParameterException | ProviderException e) {
      throw Pkcs11Faults.library(place.library(), e);
    }
  }
}
