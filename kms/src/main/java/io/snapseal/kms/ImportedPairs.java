package io.snapseal.kms;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.KeyAgreement;
import software.amazon.awssdk.services.kms.model.KeySpec;

/**
 * Private keys that their owner brings, DER PKCS #8 (KMS developer guide, "Requirements for
 * imported key material"). The public key is computed, not believed.
 */
final class ImportedPairs {
  private static final BigInteger FOUR = BigInteger.valueOf(4);

  private ImportedPairs() {}

  /** The public key of a private key of that spec. */
  static PublicKey publicKey(KeySpec spec, byte[] pkcs8) {
    try {
      PublicKey found = KeySpecs.isRsa(spec) ? rsa(spec, pkcs8) : elliptic(spec, pkcs8);
      PrivateKey secret = factory(spec).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (belong(spec, secret, found)) {
        return found;
      }
    } catch (GeneralSecurityException | ArithmeticException e) {
      throw wrong(spec);
    }
    throw wrong(spec);
  }

  private static RuntimeException wrong(KeySpec spec) {
    return KmsFaults.incorrectKeyMaterial(
        "The imported key material is not a PKCS #8 private key of key spec " + spec + ".");
  }

  private static PublicKey rsa(KeySpec spec, byte[] pkcs8) throws GeneralSecurityException {
    PrivateKey secret = factory(spec).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    if (!(secret instanceof RSAPrivateCrtKey key)
        || key.getModulus().bitLength() != KeyPairs.rsaBits(spec)) {
      throw wrong(spec);
    }
    return factory(spec)
        .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
  }

  /**
   * Key agreement with the generator gives the x coordinate of the public point; its y is one of
   * two square roots, and a signature tells which. (The field primes of the NIST curves are 3
   * modulo 4.)
   */
  private static PublicKey elliptic(KeySpec spec, byte[] pkcs8) throws GeneralSecurityException {
    ECPrivateKey secret =
        (ECPrivateKey) factory(spec).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    ECParameterSpec curve = secret.getParams();
    BigInteger order = curve.getOrder();
    boolean fits =
        KeyPairs.isCurve(spec, curve)
            && secret.getS().signum() > 0
            && secret.getS().compareTo(order) < 0;
    if (!fits) {
      throw wrong(spec);
    }
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(secret);
    agreement.doPhase(point(spec, curve, curve.getGenerator()), true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger y =
        x.modPow(BigInteger.valueOf(3), p)
            .add(curve.getCurve().getA().multiply(x))
            .add(curve.getCurve().getB())
            .modPow(p.add(BigInteger.ONE).divide(FOUR), p);
    PublicKey one = point(spec, curve, new ECPoint(x, y));
    return belong(spec, secret, one) ? one : point(spec, curve, new ECPoint(x, p.subtract(y)));
  }

  private static PublicKey point(KeySpec spec, ECParameterSpec curve, ECPoint point)
      throws GeneralSecurityException {
    return factory(spec).generatePublic(new ECPublicKeySpec(point, curve));
  }

  private static boolean belong(KeySpec spec, PrivateKey secret, PublicKey shared)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(KeySpecs.isRsa(spec) ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(secret);
    byte[] signed = signature.sign();
    signature.initVerify(shared);
    return signature.verify(signed);
  }

  private static KeyFactory factory(KeySpec spec) throws GeneralSecurityException {
    return KeyFactory.getInstance(KeySpecs.isRsa(spec) ? "RSA" : "EC");
  }
}
