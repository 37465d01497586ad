package io.snapseal.kms;

import static java.util.Map.entry;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Permission.Need;
import io.snapseal.iam.policy.Policies.NoPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;

/**
 * What every KMS operation needs (Service Authorization Reference, "Actions, resources, and
 * condition keys for AWS Key Management Service").
 */
final class KmsPermissions {
  private final KeyNeeds needs;

  KmsPermissions(KeyNeeds needs) {
    this.needs = needs;
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
        entry("ReEncrypt", Permission.of(ReEncryptRequest.class, this::reEncrypt)),
        entry("CreateAlias", Permission.of(CreateAliasRequest.class, this::createAlias)),
        entry("UpdateAlias", Permission.of(UpdateAliasRequest.class, this::updateAlias)),
        entry(
            "DeleteAlias",
            Permission.of(
                DeleteAliasRequest.class,
                (caller, request) ->
                    List.of(onAlias("kms:DeleteAlias", caller, request.aliasName())))),
        onKeyById("CreateGrant", CreateGrantRequest.class, CreateGrantRequest::keyId),
        onKeyById("ListGrants", ListGrantsRequest.class, ListGrantsRequest::keyId),
        onKeyById("RevokeGrant", RevokeGrantRequest.class, RevokeGrantRequest::keyId),
        entry("RetireGrant", Permission.of(RetireGrantRequest.class, this::retireGrant)),
        entry("ListRetirableGrants", Permission.onAny("kms:ListRetirableGrants")));
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

  private static Need onAlias(String action, Caller caller, @Nullable String aliasName) {
    return new Need(
        action, KeyName.aliasArn(caller.scope(), KmsFaults.required(aliasName, "aliasName")));
  }

  private List<Need> decrypt(Caller caller, DecryptRequest request) {
    return List.of(
        needs.onCiphertext(
            caller,
            "kms:Decrypt",
            CiphertextBlob.decode(request.ciphertextBlob()),
            request,
            request.encryptionContext()));
  }

  private List<Need> reEncrypt(Caller caller, ReEncryptRequest request) {
    EncryptRequest to =
        EncryptRequest.builder()
            .keyId(request.destinationKeyId())
            .encryptionContext(request.destinationEncryptionContext())
            .build();
    return List.of(
        needs.onCiphertext(
            caller,
            "kms:ReEncryptFrom",
            CiphertextBlob.decode(request.ciphertextBlob()),
            request,
            request.sourceEncryptionContext()),
        needs.on(caller, "kms:ReEncryptTo", request.destinationKeyId(), to));
  }

  private List<Need> createAlias(Caller caller, CreateAliasRequest request) {
    return List.of(
        onAlias("kms:CreateAlias", caller, request.aliasName()),
        needs.onById(caller, "kms:CreateAlias", request.targetKeyId(), request));
  }

  private List<Need> updateAlias(Caller caller, UpdateAliasRequest request) {
    return List.of(
        onAlias("kms:UpdateAlias", caller, request.aliasName()),
        needs.onById(caller, "kms:UpdateAlias", request.targetKeyId(), request));
  }

  private List<Need> retireGrant(Caller caller, RetireGrantRequest request) {
    return List.of(needs.onGrant(caller, request));
  }
}
