package io.snapseal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate and its key, from PEM files into memory. */
final class PemKeyStore {
  /** The store never leaves memory; Java insists on a password. */
  static final String PASSWORD = "in-memory";

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PemKeyStore() {}

  /**
   * @throws WireStartException if a file cannot be read or the two do not belong together
   */
  static KeyStore read(TlsFiles files) {
    try {
      Certificate[] chain = chain(files);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", key(files, chain[0].getPublicKey()), PASSWORD.toCharArray(), chain);
      return store;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new WireStartException(
          "cannot use the TLS certificate "
              + files.certificate()
              + " with the key "
              + files.key()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static Certificate[] chain(TlsFiles files) throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(files.certificate())) {
      Collection<? extends Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (chain.isEmpty()) {
        throw new GeneralSecurityException("the certificate file holds no certificate");
      }
      return chain.toArray(Certificate[]::new);
    }
  }

  private static PrivateKey key(TlsFiles files, PublicKey certified)
      throws IOException, GeneralSecurityException {
    Matcher pem = PKCS8.matcher(Files.readString(files.key(), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException(
          "the key file holds no unencrypted PKCS #8 key;"
              + " openssl pkcs8 -topk8 -nodes -in KEY makes one");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    PrivateKey key =
        KeyFactory.getInstance(certified.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    KeyPairMatch.require(key, certified);
    return key;
  }
}
