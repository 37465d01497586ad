package io.snapseal.kms.root;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What KMS answers when it does not open a root key, in words that name the key. */
final class KmsStoreFaults {
  private KmsStoreFaults() {}

  static RootKeyException of(String key, SdkException e) {
    if (!(e instanceof AwsServiceException answer) || answer.awsErrorDetails() == null) {
      return new RootKeyException(
          "KMS cannot be reached for the KMS key " + key + ", which keeps the root key: " + said(e),
          "Check network, credentials and region, or name them with --root-kms-profile,"
              + " --root-kms-region and --root-kms-endpoint-url.",
          e);
    }
    String code = String.valueOf(answer.awsErrorDetails().errorCode());
    return new RootKeyException(
        "the KMS key "
            + key
            + ", which keeps the root key, cannot be used: "
            + code
            + ": "
            + answer.awsErrorDetails().errorMessage(),
        fix(code),
        e);
  }

  private static String fix(String code) {
    return switch (code) {
      case "DisabledException" -> "Enable it (aws kms enable-key), then start the region again.";
      case "KMSInvalidStateException" ->
          "If it is to be deleted, cancel that (aws kms cancel-key-deletion) and enable it.";
      case "NotFoundException" ->
          "Name the key's own region and account, with --root-kms-region and"
              + " --root-kms-profile. If the key is deleted, restore from a backup of the key"
              + " store.";
      case "AccessDeniedException" ->
          "Its policy must let these credentials use kms:GenerateDataKey and kms:Decrypt with the"
              + " encryption context "
              + KmsStore.CONTEXT
              + ".";
      case "InvalidCiphertextException", "IncorrectKeyException" ->
          "The stored root key was changed after it was written. Restore it from a copy of the same"
              + " home.";
      default -> "See what AWS says; nothing was changed.";
    };
  }

  private static String said(SdkException e) {
    return e.getMessage() == null
        ? "no reason given"
        : e.getMessage().lines().findFirst().orElse("");
  }
}
