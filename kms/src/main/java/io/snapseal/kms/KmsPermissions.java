package io.snapseal.kms;

import static java.util.Map.entry;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.policy.Policies.NoPolicy;
import io.snapseal.state.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetParametersForImportRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyRequest;

/**
 * What every KMS operation needs (Service Authorization Reference, "Actions, resources, and
 * condition keys for AWS Key Management Service").
 */
final class KmsPermissions {
  private final KeyNeeds needs;
  private final AliasNeeds aliases;

  KmsPermissions(KeyNeeds needs, AliasNeeds aliases) {
    this.needs = needs;
    this.aliases = aliases;
  }

  /** The declarations, by operation. */
  Map<String, Permission> all() {
    return Map.ofEntries(
        onAny("CreateKey", CreateKeyRequest.class),
        entry("ListKeys", Permission.onAny("kms:ListKeys")),
        entry("ListAliases", Permission.onAny("kms:ListAliases")),
        entry("GenerateRandom", Permission.onAny("kms:GenerateRandom")),
        onKey("DescribeKey", DescribeKeyRequest.class, DescribeKeyRequest::keyId),
        onKeyById("EnableKey", EnableKeyRequest.class, EnableKeyRequest::keyId),
        onKeyById("DisableKey", DisableKeyRequest.class, DisableKeyRequest::keyId),
        onKeyById(
            "ScheduleKeyDeletion",
            ScheduleKeyDeletionRequest.class,
            ScheduleKeyDeletionRequest::keyId),
        onKeyById(
            "CancelKeyDeletion", CancelKeyDeletionRequest.class, CancelKeyDeletionRequest::keyId),
        onKeyById("GetKeyPolicy", GetKeyPolicyRequest.class, GetKeyPolicyRequest::keyId),
        onKeyById("PutKeyPolicy", PutKeyPolicyRequest.class, PutKeyPolicyRequest::keyId),
        onKeyById("ListKeyPolicies", ListKeyPoliciesRequest.class, ListKeyPoliciesRequest::keyId),
        onKeyById("TagResource", TagResourceRequest.class, TagResourceRequest::keyId),
        onKeyById("UntagResource", UntagResourceRequest.class, UntagResourceRequest::keyId),
        onKeyById(
            "ListResourceTags", ListResourceTagsRequest.class, ListResourceTagsRequest::keyId),
        onKey("Encrypt", EncryptRequest.class, EncryptRequest::keyId),
        onKey("GenerateDataKey", GenerateDataKeyRequest.class, GenerateDataKeyRequest::keyId),
        onKey(
            "GenerateDataKeyWithoutPlaintext",
            GenerateDataKeyWithoutPlaintextRequest.class,
            GenerateDataKeyWithoutPlaintextRequest::keyId),
        entry("Decrypt", Permission.of(DecryptRequest.class, this::decrypt)),
        onKeyById(
            "EnableKeyRotation", EnableKeyRotationRequest.class, EnableKeyRotationRequest::keyId),
        onKeyById(
            "DisableKeyRotation",
            DisableKeyRotationRequest.class,
            DisableKeyRotationRequest::keyId),
        onKeyById(
            "GetKeyRotationStatus",
            GetKeyRotationStatusRequest.class,
            GetKeyRotationStatusRequest::keyId),
        onKeyById(
            "RotateKeyOnDemand", RotateKeyOnDemandRequest.class, RotateKeyOnDemandRequest::keyId),
        onKeyById(
            "ListKeyRotations", ListKeyRotationsRequest.class, ListKeyRotationsRequest::keyId),
        onKeyById(
            "UpdateKeyDescription",
            UpdateKeyDescriptionRequest.class,
            UpdateKeyDescriptionRequest::keyId),
        onKey(
            "GenerateDataKeyPair",
            GenerateDataKeyPairRequest.class,
            GenerateDataKeyPairRequest::keyId),
        onKey(
            "GenerateDataKeyPairWithoutPlaintext",
            GenerateDataKeyPairWithoutPlaintextRequest.class,
            GenerateDataKeyPairWithoutPlaintextRequest::keyId),
        onKeyById(
            "GetParametersForImport",
            GetParametersForImportRequest.class,
            GetParametersForImportRequest::keyId),
        onKeyById(
            "ImportKeyMaterial", ImportKeyMaterialRequest.class, ImportKeyMaterialRequest::keyId),
        onKeyById(
            "DeleteImportedKeyMaterial",
            DeleteImportedKeyMaterialRequest.class,
            DeleteImportedKeyMaterialRequest::keyId),
        onKey("GetPublicKey", GetPublicKeyRequest.class, GetPublicKeyRequest::keyId),
        onKey(
            "DeriveSharedSecret",
            DeriveSharedSecretRequest.class,
            DeriveSharedSecretRequest::keyId),
        onKey("Sign", SignRequest.class, SignRequest::keyId),
        onKey("Verify", VerifyRequest.class, VerifyRequest::keyId),
        onKey("GenerateMac", GenerateMacRequest.class, GenerateMacRequest::keyId),
        onKey("VerifyMac", VerifyMacRequest.class, VerifyMacRequest::keyId),
        entry("ReplicateKey", Permission.of(ReplicateKeyRequest.class, this::replicateKey)),
        entry(
            "UpdatePrimaryRegion",
            Permission.of(UpdatePrimaryRegionRequest.class, this::updatePrimaryRegion)),
        entry("ReEncrypt", Permission.of(ReEncryptRequest.class, this::reEncrypt)),
        entry("CreateAlias", Permission.of(CreateAliasRequest.class, aliases::create)),
        entry("UpdateAlias", Permission.of(UpdateAliasRequest.class, aliases::update)),
        entry("DeleteAlias", Permission.of(DeleteAliasRequest.class, aliases::delete)),
        onKeyById("CreateGrant", CreateGrantRequest.class, CreateGrantRequest::keyId),
        onKeyById("ListGrants", ListGrantsRequest.class, ListGrantsRequest::keyId),
        onKeyById("RevokeGrant", RevokeGrantRequest.class, RevokeGrantRequest::keyId),
        entry("RetireGrant", Permission.of(RetireGrantRequest.class, this::retireGrant)),
        entry(
            "ListRetirableGrants",
            Permission.of(ListRetirableGrantsRequest.class, KmsPermissions::listRetirable)));
  }

  /** What names no key is judged by what it asks for. */
  private static <R extends AwsRequest> Map.Entry<String, Permission> onAny(
      String operation, Class<R> request) {
    return entry(
        operation,
        Permission.of(
            request,
            (caller, given) ->
                List.of(
                    new Need(
                        "kms:" + operation,
                        "*",
                        ConditionKeys.of(caller, given),
                        new NoPolicy(),
                        Optional::empty))));
  }

  private <R extends AwsRequest> Map.Entry<String, Permission> onKey(
      String operation, Class<R> request, Function<R, String> keyId) {
    return entry(
        operation,
        Permission.of(
            request,
            (caller, given) ->
                List.of(needs.on(caller, "kms:" + operation, keyId.apply(given), given))));
  }

  /** Operations that look after a key take its id or ARN, not an alias. */
  private <R extends AwsRequest> Map.Entry<String, Permission> onKeyById(
      String operation, Class<R> request, Function<R, String> keyId) {
    return entry(
        operation,
        Permission.of(
            request,
            (caller, given) ->
                List.of(needs.onById(caller, "kms:" + operation, keyId.apply(given), given))));
  }

  private List<Need> decrypt(Caller caller, DecryptRequest request) {
    return List.of(
        opening(
            caller,
            "kms:Decrypt",
            request,
            request.ciphertextBlob(),
            request.encryptionAlgorithm(),
            request.keyId(),
            request.encryptionContext()));
  }

  /** Only the ciphertexts of symmetric keys name their key. */
  private Need opening(
      Caller caller,
      String action,
      AwsRequest request,
      @Nullable SdkBytes blob,
      @Nullable EncryptionAlgorithmSpec algorithm,
      @Nullable String keyId,
      Map<String, String> encryptionContext) {
    return Cryptography.isSymmetric(Cryptography.usual(algorithm))
        ? needs.onCiphertext(
            caller, action, CiphertextBlob.decode(blob), request, encryptionContext)
        : needs.on(caller, action, keyId, request);
  }

  private List<Need> reEncrypt(Caller caller, ReEncryptRequest request) {
    EncryptRequest to =
        EncryptRequest.builder()
            .keyId(request.destinationKeyId())
            .encryptionContext(request.destinationEncryptionContext())
            .build();
    return List.of(
        opening(
            caller,
            "kms:ReEncryptFrom",
            request,
            request.ciphertextBlob(),
            request.sourceEncryptionAlgorithm(),
            request.sourceKeyId(),
            request.sourceEncryptionContext()),
        needs.on(caller, "kms:ReEncryptTo", request.destinationKeyId(), to));
  }

  /** The key is created in the other region, by whoever may create keys there. */
  private List<Need> replicateKey(Caller caller, ReplicateKeyRequest request) {
    List<Need> all = new ArrayList<>();
    all.add(needs.onById(caller, "kms:ReplicateKey", request.keyId(), request));
    all.add(new Need("kms:CreateKey", "*"));
    if (!request.tags().isEmpty()) {
      all.add(new Need("kms:TagResource", "*"));
    }
    return all;
  }

  private List<Need> updatePrimaryRegion(Caller caller, UpdatePrimaryRegionRequest request) {
    Need primary = needs.onById(caller, "kms:UpdatePrimaryRegion", request.keyId(), request);
    KeyName name = KeyName.parse(caller, primary.resource());
    Scope replica = new Scope(name.scope().account(), request.primaryRegion());
    return List.of(
        primary,
        new Need(
            "kms:UpdatePrimaryRegion",
            KeyName.keyArn(replica, name.keyId()),
            Map.of(),
            primary.policy(),
            Optional::empty));
  }

  /** A service may always ask which grants it can retire itself. */
  private static List<Need> listRetirable(Caller caller, ListRetirableGrantsRequest request) {
    return List.of(
        new Need(
            "kms:ListRetirableGrants",
            "*",
            Map.of(),
            new NoPolicy(),
            () ->
                Grants.isOwn(caller, request)
                    ? Optional.of(caller.principalArn())
                    : Optional.empty()));
  }

  private List<Need> retireGrant(Caller caller, RetireGrantRequest request) {
    return List.of(needs.onGrant(caller, request));
  }
}
