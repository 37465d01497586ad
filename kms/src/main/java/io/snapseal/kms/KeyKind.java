package io.snapseal.kms;

import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;

/**
 * What kind of key a request asks for.
 *
 * @param origin {@code AWS_KMS} or {@code EXTERNAL}
 * @param multiRegion whether it may have replica keys in other regions
 */
record KeyKind(KeySpec spec, KeyUsageType usage, OriginType origin, boolean multiRegion) {
  static final KeyKind SYMMETRIC =
      new KeyKind(
          KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT, OriginType.AWS_KMS, false);

  /** Refuses by name what is not built: a key that claims to be what it is not would be worse. */
  static KeyKind of(CreateKeyRequest request) {
    KeySpec spec = spec(request);
    OriginType origin = request.origin() == null ? OriginType.AWS_KMS : request.origin();
    if (origin != OriginType.AWS_KMS && origin != OriginType.EXTERNAL) {
      throw KmsFaults.unsupported("Origin " + request.originAsString());
    }
    KeyUsageType usage = KeySpecs.usage(spec, request.keyUsage());
    return new KeyKind(spec, usage, origin, Boolean.TRUE.equals(request.multiRegion()));
  }

  @SuppressWarnings("deprecation") // CustomerMasterKeySpec is the old name of KeySpec
  private static KeySpec spec(CreateKeyRequest request) {
    if (request.keySpec() != null && request.customerMasterKeySpec() != null) {
      throw KmsFaults.validation(
          "You cannot specify KeySpec and CustomerMasterKeySpec in the same request."
              + " CustomerMasterKeySpec is deprecated.");
    }
    if (request.customerMasterKeySpec() != null) {
      return KeySpec.fromValue(request.customerMasterKeySpecAsString());
    }
    return request.keySpec() == null ? KeySpec.SYMMETRIC_DEFAULT : request.keySpec();
  }
}
