package io.snapseal.kms;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;

/**
 * What of each request this region acts upon. Any other member that is set is refused by name: a
 * caller who asks for more than is done must hear of it.
 *
 * <p>{@code BypassPolicyLockoutSafetyCheck} asks for a check to be left out; none is made while
 * policies are not evaluated, and no policy can lock out an account's root user until then.
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
          entry("DescribeKey", Set.of("KeyId")),
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
              Set.of("KeyId", "Plaintext", "EncryptionContext", "EncryptionAlgorithm", "DryRun")),
          entry(
              "Decrypt",
              Set.of(
                  "CiphertextBlob", "EncryptionContext", "KeyId", "EncryptionAlgorithm", "DryRun")),
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
                  "DryRun")),
          entry(
              "GenerateDataKey",
              Set.of("KeyId", "EncryptionContext", "NumberOfBytes", "KeySpec", "DryRun")),
          entry(
              "GenerateDataKeyWithoutPlaintext",
              Set.of("KeyId", "EncryptionContext", "KeySpec", "NumberOfBytes", "DryRun")),
          entry("EnableKeyRotation", Set.of("KeyId", "RotationPeriodInDays")),
          entry("DisableKeyRotation", Set.of("KeyId")),
          entry("GetKeyRotationStatus", Set.of("KeyId")),
          entry("RotateKeyOnDemand", Set.of("KeyId")),
          entry("ListKeyRotations", Set.of("KeyId", "IncludeKeyMaterial", "Limit", "Marker")),
          entry("UpdateKeyDescription", Set.of("KeyId", "Description")),
          entry(
              "GenerateDataKeyPair", Set.of("KeyId", "EncryptionContext", "KeyPairSpec", "DryRun")),
          entry(
              "GenerateDataKeyPairWithoutPlaintext",
              Set.of("KeyId", "EncryptionContext", "KeyPairSpec", "DryRun")),
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
          entry("GetPublicKey", Set.of("KeyId")),
          entry(
              "DeriveSharedSecret",
              Set.of("KeyId", "KeyAgreementAlgorithm", "PublicKey", "DryRun")),
          entry("Sign", Set.of("KeyId", "Message", "MessageType", "SigningAlgorithm", "DryRun")),
          entry(
              "Verify",
              Set.of("KeyId", "Message", "MessageType", "Signature", "SigningAlgorithm", "DryRun")),
          entry("GenerateMac", Set.of("KeyId", "Message", "MacAlgorithm", "DryRun")),
          entry("VerifyMac", Set.of("KeyId", "Message", "MacAlgorithm", "Mac", "DryRun")),
          entry("GenerateRandom", Set.of("NumberOfBytes")));

  private RequestMembers() {}

  /** Refuses a request that sets a member which nothing acts upon. */
  static void refuseOthers(AwsRequest request) {
    Set<String> handled = HANDLED.getOrDefault(operation(request), Set.of());
    for (SdkField<?> field : request.sdkFields()) {
      boolean given = isGiven(request.getValueForField(field.memberName(), Object.class));
      if (given && !handled.contains(field.memberName())) {
        throw refusal(field.memberName());
      }
    }
  }

  /** There are no grants here, so no token of one can be right. */
  private static RuntimeException refusal(String member) {
    return member.equals(GRANT_TOKENS)
        ? KmsFaults.invalidGrantToken()
        : KmsFaults.unsupported(member);
  }

  /** The SDK shows lists and maps that were not sent as empty ones. */
  private static boolean isGiven(Optional<?> value) {
    return value.filter(given -> !isEmpty(given)).isPresent();
  }

  private static boolean isEmpty(@Nullable Object value) {
    return (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** The operation's name on the wire. */
  static String operation(AwsRequest request) {
    String name = request.getClass().getSimpleName();
    return name.substring(0, name.length() - "Request".length());
  }
}
