package io.snapseal.wire;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** A KMS that reverses bytes, and fails on demand: the key says how. */
final class FakeKms implements KmsClient {
  static final PublishedService SERVICE =
      PublishedService.json(
          "kms", "2014-11-01", "TrentService", KmsClient.class, origin -> new FakeKms());

  @Override
  public EncryptResponse encrypt(EncryptRequest request) {
    switch (String.valueOf(request.keyId())) {
      case "missing" ->
          throw NotFoundException.builder()
              .awsErrorDetails(details("NotFoundException", "Key 'missing' does not exist"))
              .statusCode(400)
              .build();
      case "broken" ->
          throw KmsInternalException.builder()
              .awsErrorDetails(details("KMSInternalException", "try again"))
              .statusCode(500)
              .build();
      case "bug" -> throw new IllegalStateException("secret inside");
      default -> {
        return EncryptResponse.builder()
            .keyId(request.keyId())
            .ciphertextBlob(reversed(request.plaintext()))
            .build();
      }
    }
  }

  /** What KMS says about a forged ciphertext: nothing. */
  @Override
  public DecryptResponse decrypt(DecryptRequest request) {
    throw InvalidCiphertextException.builder()
        .awsErrorDetails(details("InvalidCiphertextException", ""))
        .statusCode(400)
        .build();
  }

  private static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
  }

  private static SdkBytes reversed(SdkBytes bytes) {
    byte[] from = bytes.asByteArray();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      to[to.length - 1 - i] = from[i];
    }
    return SdkBytes.fromByteArray(to);
  }

  @Override
  public String serviceName() {
    return "kms";
  }

  @Override
  public void close() {}
}
