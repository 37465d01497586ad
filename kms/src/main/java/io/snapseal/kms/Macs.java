package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

/** Message authentication codes with HMAC KMS keys (KMS developer guide, "HMAC keys"). */
final class Macs {
  private final UsableKeys keys;
  private final WrappedSecrets secrets;

  Macs(UsableKeys keys, WrappedSecrets secrets) {
    this.keys = keys;
    this.secrets = secrets;
  }

  GenerateMacResponse generate(Caller caller, GenerateMacRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        keyed(caller, request.keyId(), request.macAlgorithmAsString(), "GenerateMac");
    UsableKeys.stopIfDry(request.dryRun());
    byte[] mac = mac(key, request.macAlgorithmAsString(), request.message());
    return GenerateMacResponse.builder()
        .keyId(key.shown().arn())
        .mac(SdkBytes.fromByteArrayUnsafe(mac))
        .macAlgorithm(request.macAlgorithm())
        .build();
  }

  VerifyMacResponse verify(Caller caller, VerifyMacRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        keyed(caller, request.keyId(), request.macAlgorithmAsString(), "VerifyMac");
    byte[] mac = mac(key, request.macAlgorithmAsString(), request.message());
    if (!MessageDigest.isEqual(mac, request.mac().asByteArrayUnsafe())) {
      throw KmsFaults.invalidMac();
    }
    UsableKeys.stopIfDry(request.dryRun());
    return VerifyMacResponse.builder()
        .keyId(key.shown().arn())
        .macValid(true)
        .macAlgorithm(request.macAlgorithm())
        .build();
  }

  private Row<KeyMetadata, KeyInternals> keyed(
      Caller caller, String identifier, String algorithm, String operation) {
    Row<KeyMetadata, KeyInternals> key =
        keys.named(caller, identifier, KeyUsageType.GENERATE_VERIFY_MAC, operation);
    KeySpecs.mustDo(key.shown(), key.shown().macAlgorithmsAsStrings(), algorithm);
    return key;
  }

  private byte[] mac(Row<KeyMetadata, KeyInternals> key, String algorithm, SdkBytes message) {
    String name = "Hmac" + algorithm.substring("HMAC_".length()).replace("_", "");
    byte[] secret = secrets.opened(key);
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(secret, name));
      return mac.doFinal(message.asByteArrayUnsafe());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
