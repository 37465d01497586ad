package io.snapseal.kms;

import io.snapseal.iam.ServiceFault;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.ExpiredImportTokenException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyMaterialException;
import software.amazon.awssdk.services.kms.model.InvalidAliasNameException;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidGrantTokenException;
import software.amazon.awssdk.services.kms.model.InvalidImportTokenException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.InvalidMarkerException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.KmsInvalidSignatureException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.TagException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** Every error KMS answers with: AWS's code, status and sentence. */
final class KmsFaults {
  private KmsFaults() {}

  static RuntimeException accessDenied(String sentence) {
    return with(KmsException.builder(), "AccessDeniedException", sentence);
  }

  static RuntimeException keyNotFound(String arn) {
    return notFound("Key '" + arn + "' does not exist");
  }

  static RuntimeException aliasNotFound(String arn) {
    return notFound("Alias " + arn + " is not found.");
  }

  static RuntimeException notFound(String message) {
    return with(NotFoundException.builder(), "NotFoundException", message);
  }

  static RuntimeException invalidArn(String message) {
    return with(InvalidArnException.builder(), "InvalidArnException", message);
  }

  static RuntimeException disabled(String arn) {
    return with(DisabledException.builder(), "DisabledException", arn + " is disabled.");
  }

  static RuntimeException invalidState(String arn, String state) {
    return with(
        KmsInvalidStateException.builder(), "KMSInvalidStateException", arn + " is " + state + ".");
  }

  /** AWS says nothing about why: the message must not help to forge a ciphertext. */
  static RuntimeException invalidCiphertext() {
    return with(InvalidCiphertextException.builder(), "InvalidCiphertextException", "");
  }

  static RuntimeException incorrectKey() {
    return with(
        IncorrectKeyException.builder(),
        "IncorrectKeyException",
        "The key ID in the request does not identify a CMK that can perform this operation.");
  }

  static RuntimeException invalidKeyUsage(String message) {
    return with(InvalidKeyUsageException.builder(), "InvalidKeyUsageException", message);
  }

  static RuntimeException aliasExists(String arn) {
    return with(
        AlreadyExistsException.builder(),
        "AlreadyExistsException",
        "An alias with the name " + arn + " already exists");
  }

  static RuntimeException keyExists(String arn) {
    return with(
        AlreadyExistsException.builder(),
        "AlreadyExistsException",
        "The key " + arn + " already exists");
  }

  /** Empty, as with ciphertexts. */
  static RuntimeException invalidSignature() {
    return with(KmsInvalidSignatureException.builder(), "KMSInvalidSignatureException", "");
  }

  /** Empty, as with ciphertexts. */
  static RuntimeException invalidMac() {
    return with(KmsInvalidMacException.builder(), "KMSInvalidMacException", "");
  }

  static RuntimeException invalidAliasName(String message) {
    return with(InvalidAliasNameException.builder(), "InvalidAliasNameException", message);
  }

  static RuntimeException malformedPolicy(String message) {
    return with(
        MalformedPolicyDocumentException.builder(), "MalformedPolicyDocumentException", message);
  }

  static RuntimeException invalidMarker() {
    return with(
        InvalidMarkerException.builder(), "InvalidMarkerException", "The marker is not valid.");
  }

  static RuntimeException invalidTag(String message) {
    return with(TagException.builder(), "TagException", message);
  }

  static RuntimeException grantNotFound(String grantId) {
    return notFound("Grant ID " + grantId + " not found");
  }

  static RuntimeException invalidGrantToken() {
    return with(
        InvalidGrantTokenException.builder(),
        "InvalidGrantTokenException",
        "The specified grant token is not valid.");
  }

  /** The one that is not answered with 400 (KMS API reference, "DryRunOperationException"). */
  static RuntimeException dryRun() {
    return with(
        412,
        DryRunOperationException.builder(),
        "DryRunOperationException",
        "The request would have succeeded, but the DryRun option is set.");
  }

  /** Something that KMS offers on AWS and this region does not yet. */
  static RuntimeException unsupported(String what) {
    return with(
        UnsupportedOperationException.builder(),
        "UnsupportedOperationException",
        what + " is not supported in this region.");
  }

  /** Something that AWS refuses, too, for this kind of key. */
  static RuntimeException unsupportedFor(String sentence) {
    return with(UnsupportedOperationException.builder(), "UnsupportedOperationException", sentence);
  }

  static RuntimeException unsupportedOrigin(KeyMetadata key) {
    return unsupportedFor(
        key.arn()
            + " origin is "
            + key.originAsString()
            + " which is not valid for this operation.");
  }

  static RuntimeException incorrectKeyMaterial(String sentence) {
    return with(IncorrectKeyMaterialException.builder(), "IncorrectKeyMaterialException", sentence);
  }

  static RuntimeException invalidImportToken() {
    return with(
        InvalidImportTokenException.builder(),
        "InvalidImportTokenException",
        "The import token is not valid for this key.");
  }

  static RuntimeException expiredImportToken() {
    return with(
        ExpiredImportTokenException.builder(),
        "ExpiredImportTokenException",
        "The import token has expired.");
  }

  static RuntimeException limitExceeded(String sentence) {
    return with(LimitExceededException.builder(), "LimitExceededException", sentence);
  }

  /** KMS developer guide, "Throttling AWS KMS requests". */
  static RuntimeException throttled() {
    return with(
        KmsException.builder(),
        "ThrottlingException",
        "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
  }

  static RuntimeException validation(String message) {
    return with(KmsException.builder(), "ValidationException", message);
  }

  /** A member that the service model requires, or AWS's sentence for its absence. */
  static <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw validation(
          "1 validation error detected: Value null at '"
              + member
              + "' failed to satisfy constraint: Member must not be null");
    }
    return value;
  }

  /** The sentence that AWS's request validation answers with. */
  static RuntimeException constraint(Object value, String member, String constraint) {
    return validation(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(value, member, constraint));
  }

  private static RuntimeException with(
      AwsServiceException.Builder exception, String code, String message) {
    return with(400, exception, code, message);
  }

  private static RuntimeException with(
      int status, AwsServiceException.Builder exception, String code, String message) {
    return ServiceFault.of(exception, "Kms", status, code, message);
  }
}
