package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretResponse;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** The public halves of asymmetric keys, given out and taken in, as DER SubjectPublicKeyInfo. */
final class PublicKeys {
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final UsableKeys keys;
  private final AsymmetricKeys pairs;

  PublicKeys(UsableKeys keys, AsymmetricKeys pairs) {
    this.keys = keys;
    this.pairs = pairs;
  }

  @SuppressWarnings("deprecation") // AWS still answers CustomerMasterKeySpec, and clients read it
  GetPublicKeyResponse get(Caller caller, GetPublicKeyRequest request) {
    Row<KeyMetadata, KeyInternals> key = keys.enabled(caller, request.keyId());
    KeyMetadata shown = key.shown();
    if (!KeySpecs.isAsymmetric(shown.keySpec())) {
      throw KmsFaults.unsupportedFor(
          shown.arn() + " key spec is " + shown.keySpecAsString() + " which has no public key.");
    }
    return GetPublicKeyResponse.builder()
        .keyId(shown.arn())
        .publicKey(SdkBytes.fromByteArrayUnsafe(pairs.publicKey(key).getEncoded()))
        .keySpec(shown.keySpec())
        .customerMasterKeySpec(shown.keySpecAsString())
        .keyUsage(shown.keyUsage())
        .encryptionAlgorithmsWithStrings(given(shown.encryptionAlgorithmsAsStrings()))
        .signingAlgorithmsWithStrings(given(shown.signingAlgorithmsAsStrings()))
        .keyAgreementAlgorithmsWithStrings(given(shown.keyAgreementAlgorithmsAsStrings()))
        .build();
  }

  /** ECDH (NIST SP 800-56A, section 5.7.1.2): the secret is the x coordinate. */
  DeriveSharedSecretResponse derive(Caller caller, DeriveSharedSecretRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        keys.named(caller, request.keyId(), KeyUsageType.KEY_AGREEMENT, "DeriveSharedSecret");
    ECPublicKey theirs =
        onCurveOf((ECPublicKey) pairs.publicKey(key), request.publicKey().asByteArray());
    UsableKeys.stopIfDry(request.dryRun());
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(pairs.privateKey(key));
      agreement.doPhase(theirs, true);
      return DeriveSharedSecretResponse.builder()
          .keyId(key.shown().arn())
          .sharedSecret(SdkBytes.fromByteArrayUnsafe(agreement.generateSecret()))
          .keyAgreementAlgorithm(request.keyAgreementAlgorithm())
          .keyOrigin(key.shown().origin())
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A point of another curve, or of none, would tell about the private key. */
  private static ECPublicKey onCurveOf(ECPublicKey ours, byte[] encoded) {
    try {
      Object theirs = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      if (theirs instanceof ECPublicKey key
          && isSame(key.getParams(), ours.getParams())
          && isOn(ours.getParams(), key.getW())) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw KmsFaults.validation("The public key is not a DER-encoded SubjectPublicKeyInfo.");
    }
    throw KmsFaults.validation("The public key is not on the curve of the KMS key.");
  }

  private static boolean isSame(ECParameterSpec one, ECParameterSpec other) {
    return one.getCurve().equals(other.getCurve())
        && one.getGenerator().equals(other.getGenerator())
        && one.getOrder().equals(other.getOrder());
  }

  private static boolean isOn(ECParameterSpec curve, ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    boolean inField = x.signum() >= 0 && y.signum() >= 0 && x.max(y).compareTo(p) < 0;
    BigInteger right =
        x.modPow(THREE, p).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB());
    return inField && y.multiply(y).mod(p).equals(right.mod(p));
  }

  /** What a key does not do is left out of the answer, not shown as nothing. */
  private static @Nullable List<String> given(List<String> algorithms) {
    return algorithms.isEmpty() ? null : algorithms;
  }
}
