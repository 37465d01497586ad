package io.snapseal.blockstore.seal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM by Amazon Corretto Crypto Provider where its native library loads, by the JDK
 * elsewhere. The provider is asked directly and never registered for the whole process.
 */
public final class Gcm {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private final @Nullable Provider provider;

  private Gcm(@Nullable Provider provider) {
    this.provider = provider;
  }

  /** The fastest there is on this machine. */
  public static Gcm fastest() {
    return corretto().map(Gcm::new).orElseGet(Gcm::ofJdk);
  }

  /** The JDK's own. */
  public static Gcm ofJdk() {
    return new Gcm(null);
  }

  private static Optional<Provider> corretto() {
    try {
      return ServiceLoader.load(Provider.class, Gcm.class.getClassLoader()).stream()
          .filter(found -> found.type().getName().equals(CORRETTO))
          .<Provider>map(ServiceLoader.Provider::get)
          .filter(Gcm::works)
          .findFirst();
    } catch (ServiceConfigurationError | LinkageError e) {
      return Optional.empty(); // no library for this platform
    }
  }

  private static boolean works(Provider provider) {
    try {
      Cipher.getInstance(TRANSFORMATION, provider);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Who computes it, for people. */
  public String providerName() {
    return provider == null ? "JDK" : provider.getName();
  }

  /** An envelope under a key, which is destroyed when the envelope is closed. */
  public Envelope envelope(Subkey key) {
    try {
      return provider == null
          ? new GcmEnvelope(Cipher.getInstance(TRANSFORMATION), key, GcmEnvelope.JDK_PIECE)
          : new GcmEnvelope(
              Cipher.getInstance(TRANSFORMATION, provider), key, GcmEnvelope.ONE_PIECE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM was there a moment ago", e);
    }
  }
}
