package io.snapseal.kms;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;

/**
 * What of each request this region acts upon. Any other member that is set is refused by name: a
 * caller who asks for more than is done must hear of it.
 */
final class RequestMembers {
  private static final String GRANT_TOKENS = "GrantTokens";

  /** By the operation's name on the wire; the members as the service model names them. */
  static final Map<String, Set<String>> HANDLED =
      Map.ofEntries(
          entry(
              "CreateKey",
              Set.of(
                  "Policy",
                  "Description",
                  "KeyUsage",
                  "CustomerMasterKeySpec",
                  "KeySpec",
                  "Origin",
                  "BypassPolicyLockoutSafetyCheck",
                  "Tags",
                  "MultiRegion")),
          entry("DescribeKey", Set.of("KeyId", GRANT_TOKENS)),
          entry("ListKeys", Set.of("Limit", "Marker")),
          entry("EnableKey", Set.of("KeyId")),
          entry("DisableKey", Set.of("KeyId")),
          entry("ScheduleKeyDeletion", Set.of("KeyId", "PendingWindowInDays")),
          entry("CancelKeyDeletion", Set.of("KeyId")),
          entry("CreateAlias", Set.of("AliasName", "TargetKeyId")),
          entry("UpdateAlias", Set.of("AliasName", "TargetKeyId")),
          entry("DeleteAlias", Set.of("AliasName")),
          entry("ListAliases", Set.of("KeyId", "Limit", "Marker")),
          entry("GetKeyPolicy", Set.of("KeyId", "PolicyName")),
          entry(
              "PutKeyPolicy",
              Set.of("KeyId", "PolicyName", "Policy", "BypassPolicyLockoutSafetyCheck")),
          entry("ListKeyPolicies", Set.of("KeyId", "Limit", "Marker")),
          entry("TagResource", Set.of("KeyId", "Tags")),
          entry("UntagResource", Set.of("KeyId", "TagKeys")),
          entry("ListResourceTags", Set.of("KeyId", "Limit", "Marker")),
          entry(
              "Encrypt",
              Set.of(
                  "KeyId",
                  "Plaintext",
                  "EncryptionContext",
                  "EncryptionAlgorithm",
                  "DryRun",
                  GRANT_TOKENS)),
          entry(
              "Decrypt",
              Set.of(
                  "CiphertextBlob",
                  "EncryptionContext",
                  "KeyId",
                  "EncryptionAlgorithm",
                  "DryRun",
                  GRANT_TOKENS)),
          entry(
              "ReEncrypt",
              Set.of(
                  "CiphertextBlob",
                  "SourceEncryptionContext",
                  "SourceKeyId",
                  "DestinationKeyId",
                  "DestinationEncryptionContext",
                  "SourceEncryptionAlgorithm",
                  "DestinationEncryptionAlgorithm",
                  "DryRun",
                  GRANT_TOKENS)),
          entry(
              "GenerateDataKey",
              Set.of(
                  "KeyId",
                  "EncryptionContext",
                  "NumberOfBytes",
                  "KeySpec",
                  "DryRun",
                  GRANT_TOKENS)),
          entry(
              "GenerateDataKeyWithoutPlaintext",
              Set.of(
                  "KeyId",
                  "EncryptionContext",
                  "KeySpec",
                  "NumberOfBytes",
                  "DryRun",
                  GRANT_TOKENS)),
          entry("GenerateRandom", Set.of("NumberOfBytes")),
          entry("EnableKeyRotation", Set.of("KeyId", "RotationPeriodInDays")),
          entry("DisableKeyRotation", Set.of("KeyId")),
          entry("GetKeyRotationStatus", Set.of("KeyId")),
          entry("RotateKeyOnDemand", Set.of("KeyId")),
          entry("ListKeyRotations", Set.of("KeyId", "IncludeKeyMaterial", "Limit", "Marker")),
          entry("UpdateKeyDescription", Set.of("KeyId", "Description")),
          entry(
              "GenerateDataKeyPair",
              Set.of(GRANT_TOKENS, "KeyId", "EncryptionContext", "KeyPairSpec", "DryRun")),
          entry(
              "GenerateDataKeyPairWithoutPlaintext",
              Set.of(GRANT_TOKENS, "KeyId", "EncryptionContext", "KeyPairSpec", "DryRun")),
          entry("GetParametersForImport", Set.of("KeyId", "WrappingAlgorithm", "WrappingKeySpec")),
          entry(
              "ImportKeyMaterial",
              Set.of(
                  "KeyId",
                  "ImportToken",
                  "EncryptedKeyMaterial",
                  "ValidTo",
                  "ExpirationModel",
                  "ImportType",
                  "KeyMaterialDescription",
                  "KeyMaterialId")),
          entry("DeleteImportedKeyMaterial", Set.of("KeyId", "KeyMaterialId")),
          entry(
              "ReplicateKey",
              Set.of(
                  "KeyId",
                  "ReplicaRegion",
                  "Policy",
                  "BypassPolicyLockoutSafetyCheck",
                  "Description",
                  "Tags")),
          entry("UpdatePrimaryRegion", Set.of("KeyId", "PrimaryRegion")),
          entry("GetPublicKey", Set.of(GRANT_TOKENS, "KeyId")),
          entry(
              "DeriveSharedSecret",
              Set.of(GRANT_TOKENS, "KeyId", "KeyAgreementAlgorithm", "PublicKey", "DryRun")),
          entry(
              "Sign",
              Set.of(
                  GRANT_TOKENS, "KeyId", "Message", "MessageType", "SigningAlgorithm", "DryRun")),
          entry(
              "Verify",
              Set.of(
                  GRANT_TOKENS,
                  "KeyId",
                  "Message",
                  "MessageType",
                  "Signature",
                  "SigningAlgorithm",
                  "DryRun")),
          entry("GenerateMac", Set.of(GRANT_TOKENS, "KeyId", "Message", "MacAlgorithm", "DryRun")),
          entry(
              "VerifyMac",
              Set.of(GRANT_TOKENS, "KeyId", "Message", "MacAlgorithm", "Mac", "DryRun")),
          entry(
              "CreateGrant",
              Set.of(
                  "KeyId",
                  "GranteePrincipal",
                  "RetiringPrincipal",
                  "Operations",
                  "Constraints",
                  GRANT_TOKENS,
                  "Name",
                  "DryRun")),
          entry("ListGrants", Set.of("Limit", "Marker", "KeyId", "GrantId", "GranteePrincipal")),
          entry("ListRetirableGrants", Set.of("Limit", "Marker", "RetiringPrincipal")),
          entry("RetireGrant", Set.of("GrantToken", "KeyId", "GrantId", "DryRun")),
          entry("RevokeGrant", Set.of("KeyId", "GrantId", "DryRun")));

  private RequestMembers() {}

  /** Refuses a request that sets a member which nothing acts upon. */
  static void refuseOthers(AwsRequest request) {
    Set<String> handled = HANDLED.getOrDefault(operation(request), Set.of());
    for (SdkField<?> field : request.sdkFields()) {
      boolean given = isGiven(request.getValueForField(field.memberName(), Object.class));
      if (given && !handled.contains(field.memberName())) {
        throw KmsFaults.unsupported(field.memberName());
      }
    }
  }

  /** The SDK shows lists and maps that were not sent as empty ones. */
  private static boolean isGiven(Optional<?> value) {
    return value.filter(given -> !isEmpty(given)).isPresent();
  }

  private static boolean isEmpty(@Nullable Object value) {
    return (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** The grant tokens that a request brings, whatever it asks for. */
  static List<String> grantTokens(AwsRequest request) {
    return request
        .getValueForField(GRANT_TOKENS, Object.class)
        .filter(List.class::isInstance)
        .map(tokens -> ((List<?>) tokens).stream().map(Object::toString).toList())
        .orElse(List.of());
  }

  /** The operation's name on the wire. */
  static String operation(AwsRequest request) {
    String name = request.getClass().getSimpleName();
    return name.substring(0, name.length() - "Request".length());
  }
}
