package io.snapseal.kms;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.kms.model.KeySpec;

/** Makes key pairs of the specs that KMS names, with the JDK's own cryptography. */
final class KeyPairs {
  private static final Map<String, Integer> RSA_BITS =
      Map.of("RSA_2048", 2048, "RSA_3072", 3072, "RSA_4096", 4096);
  private static final Map<String, String> CURVES =
      Map.of(
          "ECC_NIST_P256", "secp256r1",
          "ECC_NIST_P384", "secp384r1",
          "ECC_NIST_P521", "secp521r1");

  private final SecureRandom random;

  KeyPairs(SecureRandom random) {
    this.random = random;
  }

  /** The bits of the modulus of an RSA key spec. */
  static int rsaBits(KeySpec spec) {
    return Objects.requireNonNull(RSA_BITS.get(spec.toString()));
  }

  /** Whether a curve is that of an elliptic key spec. */
  static boolean isCurve(KeySpec spec, ECParameterSpec curve) throws GeneralSecurityException {
    AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
    named.init(new ECGenParameterSpec(CURVES.get(spec.toString())));
    ECParameterSpec wanted = named.getParameterSpec(ECParameterSpec.class);
    return wanted.getCurve().equals(curve.getCurve())
        && wanted.getGenerator().equals(curve.getGenerator())
        && wanted.getOrder().equals(curve.getOrder());
  }

  /** Refuses by name a spec that no key pair is made of here. */
  static void mustHave(String spec) {
    if (!RSA_BITS.containsKey(spec) && !CURVES.containsKey(spec)) {
      throw KmsFaults.unsupported("KeyPairSpec " + spec);
    }
  }

  /**
   * A new key pair.
   *
   * @param spec {@code RSA_2048}, {@code ECC_NIST_P256}, …; one that the JDK does not have, such as
   *     {@code ECC_SECG_P256K1}, is refused by name
   */
  KeyPair made(String spec) {
    mustHave(spec);
    try {
      if (RSA_BITS.containsKey(spec)) {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(
            new RSAKeyGenParameterSpec(RSA_BITS.get(spec), RSAKeyGenParameterSpec.F4), random);
        return rsa.generateKeyPair();
      }
      KeyPairGenerator elliptic = KeyPairGenerator.getInstance("EC");
      elliptic.initialize(new ECGenParameterSpec(CURVES.get(spec)), random);
      return elliptic.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
