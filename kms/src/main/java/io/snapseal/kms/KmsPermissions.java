package io.snapseal.kms;

import static java.util.Map.entry;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
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
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
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
  private final Keys keys;
  private final UsableKeys usable;

  KmsPermissions(Keys keys, UsableKeys usable) {
    this.keys = keys;
    this.usable = usable;
  }

  /** The declarations, by operation. */
  Map<String, Permission> all() {
    return Map.ofEntries(
        entry("CreateKey", Permission.onAny("kms:CreateKey")),
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
        entry("Decrypt", Permission.on("kms:Decrypt", DecryptRequest.class, this::decryptedKey)),
        entry("ReEncrypt", Permission.of(ReEncryptRequest.class, this::reEncrypt)),
        entry("CreateAlias", Permission.of(CreateAliasRequest.class, this::createAlias)),
        entry("UpdateAlias", Permission.of(UpdateAliasRequest.class, this::updateAlias)),
        entry(
            "DeleteAlias",
            Permission.on(
                "kms:DeleteAlias",
                DeleteAliasRequest.class,
                (caller, request) -> aliasArn(caller, request.aliasName()))));
  }

  private <R extends AwsRequest> Map.Entry<String, Permission> onKey(
      String operation, Class<R> request, Function<R, String> keyId) {
    return entry(
        operation,
        Permission.on(
            "kms:" + operation, request, (caller, given) -> keyArn(caller, keyId.apply(given))));
  }

  /** Operations that look after a key take its id or ARN, not an alias. */
  private <R extends AwsRequest> Map.Entry<String, Permission> onKeyById(
      String operation, Class<R> request, Function<R, String> keyId) {
    return entry(
        operation,
        Permission.on(
            "kms:" + operation,
            request,
            (caller, given) -> keyArnById(caller, keyId.apply(given))));
  }

  private String keyArn(Caller caller, @Nullable String keyId) {
    return foreign(caller, keyId).orElseGet(() -> keys.find(caller, keyId).shown().arn());
  }

  private String keyArnById(Caller caller, @Nullable String keyId) {
    return foreign(caller, keyId).orElseGet(() -> keys.findById(caller, keyId).shown().arn());
  }

  /** What belongs to another account is not looked up: a stranger learns not even what exists. */
  private static Optional<String> foreign(Caller caller, @Nullable String keyId) {
    KeyName name = KeyName.parse(caller, keyId);
    return name.scope().equals(caller.scope()) ? Optional.empty() : Optional.of(name.arn());
  }

  private static String aliasArn(Caller caller, @Nullable String aliasName) {
    return KeyName.aliasArn(caller.scope(), KmsFaults.required(aliasName, "aliasName"));
  }

  private String decryptedKey(Caller caller, DecryptRequest request) {
    return decryptedKey(
        caller, request.ciphertextBlob(), request.encryptionAlgorithm(), request.keyId());
  }

  /** Only the ciphertexts of symmetric keys name their key. */
  private String decryptedKey(
      Caller caller,
      @Nullable SdkBytes blob,
      @Nullable EncryptionAlgorithmSpec algorithm,
      @Nullable String keyId) {
    return Cryptography.isSymmetric(Cryptography.usual(algorithm))
        ? namedBy(caller, CiphertextBlob.decode(blob))
        : keyArn(caller, keyId);
  }

  private String namedBy(Caller caller, CiphertextBlob blob) {
    return blob.account().equals(caller.account())
        ? usable.of(caller, blob).shown().arn()
        : KeyName.keyArn(new Scope(blob.account(), caller.region()), blob.keyId());
  }

  private List<Need> reEncrypt(Caller caller, ReEncryptRequest request) {
    String source =
        decryptedKey(
            caller,
            request.ciphertextBlob(),
            request.sourceEncryptionAlgorithm(),
            request.sourceKeyId());
    return List.of(
        new Need("kms:ReEncryptFrom", source),
        new Need("kms:ReEncryptTo", keyArn(caller, request.destinationKeyId())));
  }

  /** The key is created in the other region, by whoever may create keys there. */
  private List<Need> replicateKey(Caller caller, ReplicateKeyRequest request) {
    List<Need> needs = new ArrayList<>();
    needs.add(new Need("kms:ReplicateKey", keyArnById(caller, request.keyId())));
    needs.add(new Need("kms:CreateKey", "*"));
    if (!request.tags().isEmpty()) {
      needs.add(new Need("kms:TagResource", "*"));
    }
    return needs;
  }

  private List<Need> updatePrimaryRegion(Caller caller, UpdatePrimaryRegionRequest request) {
    String primary = keyArnById(caller, request.keyId());
    String replica =
        KeyName.keyArn(
            new Scope(KeyName.parse(caller, primary).scope().account(), request.primaryRegion()),
            KeyName.parse(caller, primary).keyId());
    return List.of(
        new Need("kms:UpdatePrimaryRegion", primary), new Need("kms:UpdatePrimaryRegion", replica));
  }

  private List<Need> createAlias(Caller caller, CreateAliasRequest request) {
    return List.of(
        new Need("kms:CreateAlias", aliasArn(caller, request.aliasName())),
        new Need("kms:CreateAlias", keyArnById(caller, request.targetKeyId())));
  }

  private List<Need> updateAlias(Caller caller, UpdateAliasRequest request) {
    return List.of(
        new Need("kms:UpdateAlias", aliasArn(caller, request.aliasName())),
        new Need("kms:UpdateAlias", keyArnById(caller, request.targetKeyId())));
  }
}
