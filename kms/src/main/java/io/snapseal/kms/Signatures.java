package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.VerifyRequest;
import software.amazon.awssdk.services.kms.model.VerifyResponse;

/** Digital signatures with asymmetric KMS keys; those of elliptic curves are DER (RFC 3279). */
final class Signatures {
  private final UsableKeys keys;
  private final AsymmetricKeys pairs;
  private final RsaSignatures rsa;

  Signatures(UsableKeys keys, AsymmetricKeys pairs, RsaSignatures rsa) {
    this.keys = keys;
    this.pairs = pairs;
    this.rsa = rsa;
  }

  SignResponse sign(Caller caller, SignRequest request) {
    String algorithm = request.signingAlgorithmAsString();
    Row<KeyMetadata, KeyInternals> key = signing(caller, request.keyId(), algorithm, "Sign");
    byte[] digest = digest(request.message(), request.messageType(), algorithm);
    UsableKeys.stopIfDry(request.dryRun());
    return SignResponse.builder()
        .keyId(key.shown().arn())
        .signature(SdkBytes.fromByteArrayUnsafe(signed(key, algorithm, digest)))
        .signingAlgorithm(request.signingAlgorithm())
        .build();
  }

  VerifyResponse verify(Caller caller, VerifyRequest request) {
    String algorithm = request.signingAlgorithmAsString();
    Row<KeyMetadata, KeyInternals> key = signing(caller, request.keyId(), algorithm, "Verify");
    byte[] digest = digest(request.message(), request.messageType(), algorithm);
    if (!isSigned(key, algorithm, digest, request.signature().asByteArray())) {
      throw KmsFaults.invalidSignature();
    }
    UsableKeys.stopIfDry(request.dryRun());
    return VerifyResponse.builder()
        .keyId(key.shown().arn())
        .signatureValid(true)
        .signingAlgorithm(request.signingAlgorithm())
        .build();
  }

  private Row<KeyMetadata, KeyInternals> signing(
      Caller caller, String identifier, String algorithm, String operation) {
    Row<KeyMetadata, KeyInternals> key =
        keys.named(caller, identifier, KeyUsageType.SIGN_VERIFY, operation);
    KeySpecs.mustDo(key.shown(), key.shown().signingAlgorithmsAsStrings(), algorithm);
    return key;
  }

  private byte[] signed(Row<KeyMetadata, KeyInternals> key, String algorithm, byte[] digest) {
    try {
      if (KeySpecs.isRsa(key.shown().keySpec())) {
        return rsa.sign(pairs.privateKey(key), isPss(algorithm), hash(algorithm), digest);
      }
      Signature signature = Signature.getInstance("NONEwithECDSA");
      signature.initSign(pairs.privateKey(key));
      signature.update(digest);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isSigned(
      Row<KeyMetadata, KeyInternals> key, String algorithm, byte[] digest, byte[] signature) {
    try {
      if (KeySpecs.isRsa(key.shown().keySpec())) {
        return rsa.verify(
            pairs.publicKey(key), isPss(algorithm), hash(algorithm), digest, signature);
      }
      Signature verifying = Signature.getInstance("NONEwithECDSA");
      verifying.initVerify(pairs.publicKey(key));
      verifying.update(digest);
      return verifying.verify(signature);
    } catch (SignatureException e) {
      return false; // not even the form of a signature
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] digest(SdkBytes message, @Nullable MessageType type, String algorithm) {
    try {
      MessageDigest hashing = MessageDigest.getInstance(hash(algorithm));
      if (type == null || type == MessageType.RAW) {
        return hashing.digest(message.asByteArrayUnsafe());
      }
      if (type != MessageType.DIGEST) {
        throw KmsFaults.unsupported("MessageType " + type);
      }
      if (message.asByteArrayUnsafe().length != hashing.getDigestLength()) {
        throw KmsFaults.validation("Digest is invalid length for algorithm " + algorithm + ".");
      }
      return message.asByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPss(String algorithm) {
    return algorithm.startsWith("RSASSA_PSS");
  }

  private static String hash(String algorithm) {
    return "SHA-" + algorithm.substring(algorithm.lastIndexOf('_') + 1);
  }
}
