package io.snapseal.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Optional;

/** Whether a private key is the one a certificate speaks of. */
final class KeyPairMatch {
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private KeyPairMatch() {}

  /** Found out at the start and not by the first client. */
  static void require(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    String algorithm =
        Optional.ofNullable(SIGNATURES.get(certified.getAlgorithm()))
            .orElseThrow(
                () -> new GeneralSecurityException("the certificate's key is neither RSA nor EC"));
    byte[] message = "one pair".getBytes(StandardCharsets.US_ASCII);
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(message);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certified);
    verifier.update(message);
    if (!verifier.verify(signature)) {
      throw new GeneralSecurityException("the key does not belong to the certificate");
    }
  }
}
