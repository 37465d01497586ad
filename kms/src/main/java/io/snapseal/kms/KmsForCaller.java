package io.snapseal.kms;

import io.snapseal.iam.Caller;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasResponse;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.GenerateRandomRequest;
import software.amazon.awssdk.services.kms.model.GenerateRandomResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.GetParametersForImportRequest;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsResponse;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;
import software.amazon.awssdk.services.kms.model.RetireGrantResponse;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantResponse;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandRequest;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionResponse;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionRequest;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionResponse;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;
import software.amazon.awssdk.services.kms.model.VerifyRequest;
import software.amazon.awssdk.services.kms.model.VerifyResponse;

/** The operations of KMS, for one caller, once they are allowed. */
final class KmsForCaller implements KmsClient {
  private final KmsOperations operations;
  private final Caller caller;

  KmsForCaller(KmsOperations operations, Caller caller) {
    this.operations = operations;
    this.caller = caller;
  }

  @Override
  public CreateKeyResponse createKey(CreateKeyRequest request) {
    return operations.lifecycle().create(caller, request);
  }

  @Override
  public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    return operations.lifecycle().describe(caller, request);
  }

  @Override
  public ListKeysResponse listKeys(ListKeysRequest request) {
    return operations.lifecycle().list(caller, request);
  }

  @Override
  public EnableKeyResponse enableKey(EnableKeyRequest request) {
    return operations.lifecycle().enable(caller, request);
  }

  @Override
  public DisableKeyResponse disableKey(DisableKeyRequest request) {
    return operations.lifecycle().disable(caller, request);
  }

  @Override
  public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
    return operations.lifecycle().scheduleDeletion(caller, request);
  }

  @Override
  public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
    return operations.lifecycle().cancelDeletion(caller, request);
  }

  @Override
  public CreateAliasResponse createAlias(CreateAliasRequest request) {
    return operations.aliases().create(caller, request);
  }

  @Override
  public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
    return operations.aliases().update(caller, request);
  }

  @Override
  public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
    return operations.aliases().delete(caller, request);
  }

  @Override
  public ListAliasesResponse listAliases(ListAliasesRequest request) {
    return operations.aliases().list(caller, request);
  }

  @Override
  public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
    return operations.policies().get(caller, request);
  }

  @Override
  public PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
    return operations.policies().put(caller, request);
  }

  @Override
  public ListKeyPoliciesResponse listKeyPolicies(ListKeyPoliciesRequest request) {
    return operations.policies().list(caller, request);
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    return operations.tags().tag(caller, request);
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    return operations.tags().untag(caller, request);
  }

  @Override
  public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
    return operations.tags().list(caller, request);
  }

  @Override
  public CreateGrantResponse createGrant(CreateGrantRequest request) {
    return operations.grants().create(caller, request);
  }

  @Override
  public ListGrantsResponse listGrants(ListGrantsRequest request) {
    return operations.grants().list(caller, request);
  }

  @Override
  public ListRetirableGrantsResponse listRetirableGrants(ListRetirableGrantsRequest request) {
    return operations.grants().listRetirable(caller, request);
  }

  @Override
  public RevokeGrantResponse revokeGrant(RevokeGrantRequest request) {
    return operations.grants().revoke(caller, request);
  }

  @Override
  public RetireGrantResponse retireGrant(RetireGrantRequest request) {
    return operations.grants().retire(caller, request);
  }

  @Override
  public EncryptResponse encrypt(EncryptRequest request) {
    return operations.cryptography().encrypt(caller, request);
  }

  @Override
  public DecryptResponse decrypt(DecryptRequest request) {
    return operations.cryptography().decrypt(caller, request);
  }

  @Override
  public ReEncryptResponse reEncrypt(ReEncryptRequest request) {
    return operations.cryptography().reEncrypt(caller, request);
  }

  @Override
  public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
    return operations.cryptography().generateDataKey(caller, request);
  }

  @Override
  public GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
      GenerateDataKeyWithoutPlaintextRequest request) {
    return operations.cryptography().generateDataKeyWithoutPlaintext(caller, request);
  }

  @Override
  public EnableKeyRotationResponse enableKeyRotation(EnableKeyRotationRequest request) {
    return operations.rotation().enable(caller, request);
  }

  @Override
  public DisableKeyRotationResponse disableKeyRotation(DisableKeyRotationRequest request) {
    return operations.rotation().disable(caller, request);
  }

  @Override
  public GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest request) {
    return operations.rotation().status(caller, request);
  }

  @Override
  public RotateKeyOnDemandResponse rotateKeyOnDemand(RotateKeyOnDemandRequest request) {
    return operations.rotation().onDemand(caller, request);
  }

  @Override
  public ListKeyRotationsResponse listKeyRotations(ListKeyRotationsRequest request) {
    return operations.rotation().list(caller, request);
  }

  @Override
  public UpdateKeyDescriptionResponse updateKeyDescription(UpdateKeyDescriptionRequest request) {
    return operations.lifecycle().describeAs(caller, request);
  }

  @Override
  public GenerateDataKeyPairResponse generateDataKeyPair(GenerateDataKeyPairRequest request) {
    return operations.dataKeyPairs().generate(caller, request);
  }

  @Override
  public GenerateDataKeyPairWithoutPlaintextResponse generateDataKeyPairWithoutPlaintext(
      GenerateDataKeyPairWithoutPlaintextRequest request) {
    return operations.dataKeyPairs().generateWithoutPlaintext(caller, request);
  }

  @Override
  public GetParametersForImportResponse getParametersForImport(
      GetParametersForImportRequest request) {
    return operations.imports().parameters(caller, request);
  }

  @Override
  public ImportKeyMaterialResponse importKeyMaterial(ImportKeyMaterialRequest request) {
    return operations.imports().bring(caller, request);
  }

  @Override
  public DeleteImportedKeyMaterialResponse deleteImportedKeyMaterial(
      DeleteImportedKeyMaterialRequest request) {
    return operations.imports().delete(caller, request);
  }

  @Override
  public ReplicateKeyResponse replicateKey(ReplicateKeyRequest request) {
    return operations.multiRegion().replicate(caller, request);
  }

  @Override
  public UpdatePrimaryRegionResponse updatePrimaryRegion(UpdatePrimaryRegionRequest request) {
    return operations.multiRegion().updatePrimary(caller, request);
  }

  @Override
  public GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request) {
    return operations.publicKeys().get(caller, request);
  }

  @Override
  public DeriveSharedSecretResponse deriveSharedSecret(DeriveSharedSecretRequest request) {
    return operations.publicKeys().derive(caller, request);
  }

  @Override
  public SignResponse sign(SignRequest request) {
    return operations.signatures().sign(caller, request);
  }

  @Override
  public VerifyResponse verify(VerifyRequest request) {
    return operations.signatures().verify(caller, request);
  }

  @Override
  public GenerateMacResponse generateMac(GenerateMacRequest request) {
    return operations.macs().generate(caller, request);
  }

  @Override
  public VerifyMacResponse verifyMac(VerifyMacRequest request) {
    return operations.macs().verify(caller, request);
  }

  @Override
  public GenerateRandomResponse generateRandom(GenerateRandomRequest request) {
    return operations.cryptography().generateRandom(request);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
