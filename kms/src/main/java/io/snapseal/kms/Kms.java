package io.snapseal.kms;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.state.StateStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
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
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsResponse;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;
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

/**
 * The key management service of a private region: keys, aliases, key policies and the cryptography
 * under them, for all accounts and regions of one server.
 */
public final class Kms implements AutoCloseable {
  private final Authorizer authorizer;
  private final KeyLifecycle lifecycle;
  private final Aliases aliases;
  private final KeyPolicies policies;
  private final KeyTags tags;
  private final Cryptography cryptography;
  private final DataKeyPairs dataKeyPairs;
  private final KeyRotation rotation;
  private final KeyImport imports;
  private final MultiRegionKeys multiRegion;
  private final Signatures signatures;
  private final Macs macs;
  private final PublicKeys publicKeys;
  private final KeySweep sweep;
  private final RequestConstraints constraints = new RequestConstraints();
  private final Map<String, Permission> permissions;

  /**
   * @param state where keys are kept, wrapped by the root key
   * @param root wraps every key at rest
   * @param uuid makes key ids
   * @param regions where multi-Region keys may have their replicas
   */
  public Kms(
      StateStore state,
      RootKey root,
      Authorizer authorizer,
      Clock clock,
      SecureRandom random,
      Supplier<String> uuid,
      Set<String> regions) {
    KeyMaterial material = new KeyMaterial(root);
    Materials materials = new Materials(material);
    WrappedSecrets secrets = new WrappedSecrets(root);
    ImportedMaterials imported = new ImportedMaterials(material, secrets, random);
    KeyPairs pairs = new KeyPairs(random);
    AsymmetricKeys asymmetric = new AsymmetricKeys(secrets, pairs);
    NewKeys newKeys =
        new NewKeys(new NewMaterial(material, asymmetric, secrets, random), clock, uuid);
    Keys keys = new Keys(state, newKeys, new DueChanges(materials, imported, clock), clock);
    UsableKeys usable = new UsableKeys(keys);
    this.authorizer = authorizer;
    this.lifecycle = new KeyLifecycle(state, keys, newKeys, clock);
    this.aliases = new Aliases(state, keys, clock);
    this.policies = new KeyPolicies(keys);
    this.tags = new KeyTags(keys);
    this.cryptography = new Cryptography(usable, material, new RsaCiphers(asymmetric), random);
    this.dataKeyPairs = new DataKeyPairs(cryptography, pairs);
    this.rotation = new KeyRotation(keys, materials, imported, clock);
    this.imports = new KeyImport(keys, imported, new ImportTokens(root, clock), pairs, clock);
    this.sweep = new KeySweep(keys);
    this.multiRegion = new MultiRegionKeys(state, keys, regions, clock);
    this.signatures = new Signatures(usable, asymmetric, new RsaSignatures(random));
    this.macs = new Macs(usable, secrets);
    this.publicKeys = new PublicKeys(usable, asymmetric);
    this.permissions = new KmsPermissions(keys, usable).all();
  }

  /**
   * Does what time alone does to keys, and goes on doing so until {@link #close}: destroys those
   * whose waiting period is over, rotates those whose rotation is due, lets imported material
   * expire. Without it that happens when a key is next asked for.
   */
  public void start() {
    sweep.start();
  }

  /** Does what is due to every key now; how many are gone by it, their aliases with them. */
  public int removeDue() {
    return sweep.removeDue();
  }

  @Override
  public void close() {
    sweep.close();
  }

  /** KMS as one caller may use it, in the caller's region. */
  public KmsClient as(Caller caller) {
    return AuthorizedClient.of(
        KmsClient.class,
        caller,
        authorizer,
        permissions,
        KmsFaults::accessDenied,
        constraints::check,
        new ForCaller(caller));
  }

  /** What each operation needs, by its name on the wire. */
  Map<String, Permission> permissions() {
    return permissions;
  }

  /** The operations, for one caller, once they are allowed. */
  final class ForCaller implements KmsClient {
    private final Caller caller;

    private ForCaller(Caller caller) {
      this.caller = caller;
    }

    @Override
    public CreateKeyResponse createKey(CreateKeyRequest request) {
      return lifecycle.create(caller, request);
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
      return lifecycle.describe(caller, request);
    }

    @Override
    public ListKeysResponse listKeys(ListKeysRequest request) {
      return lifecycle.list(caller, request);
    }

    @Override
    public EnableKeyResponse enableKey(EnableKeyRequest request) {
      return lifecycle.enable(caller, request);
    }

    @Override
    public DisableKeyResponse disableKey(DisableKeyRequest request) {
      return lifecycle.disable(caller, request);
    }

    @Override
    public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
      return lifecycle.scheduleDeletion(caller, request);
    }

    @Override
    public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
      return lifecycle.cancelDeletion(caller, request);
    }

    @Override
    public CreateAliasResponse createAlias(CreateAliasRequest request) {
      return aliases.create(caller, request);
    }

    @Override
    public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
      return aliases.update(caller, request);
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
      return aliases.delete(caller, request);
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
      return aliases.list(caller, request);
    }

    @Override
    public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
      return policies.get(caller, request);
    }

    @Override
    public PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
      return policies.put(caller, request);
    }

    @Override
    public ListKeyPoliciesResponse listKeyPolicies(ListKeyPoliciesRequest request) {
      return policies.list(caller, request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
      return tags.tag(caller, request);
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
      return tags.untag(caller, request);
    }

    @Override
    public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
      return tags.list(caller, request);
    }

    @Override
    public EncryptResponse encrypt(EncryptRequest request) {
      return cryptography.encrypt(caller, request);
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
      return cryptography.decrypt(caller, request);
    }

    @Override
    public ReEncryptResponse reEncrypt(ReEncryptRequest request) {
      return cryptography.reEncrypt(caller, request);
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
      return cryptography.generateDataKey(caller, request);
    }

    @Override
    public GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
        GenerateDataKeyWithoutPlaintextRequest request) {
      return cryptography.generateDataKeyWithoutPlaintext(caller, request);
    }

    @Override
    public EnableKeyRotationResponse enableKeyRotation(EnableKeyRotationRequest request) {
      return rotation.enable(caller, request);
    }

    @Override
    public DisableKeyRotationResponse disableKeyRotation(DisableKeyRotationRequest request) {
      return rotation.disable(caller, request);
    }

    @Override
    public GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest request) {
      return rotation.status(caller, request);
    }

    @Override
    public RotateKeyOnDemandResponse rotateKeyOnDemand(RotateKeyOnDemandRequest request) {
      return rotation.onDemand(caller, request);
    }

    @Override
    public ListKeyRotationsResponse listKeyRotations(ListKeyRotationsRequest request) {
      return rotation.list(caller, request);
    }

    @Override
    public UpdateKeyDescriptionResponse updateKeyDescription(UpdateKeyDescriptionRequest request) {
      return lifecycle.describeAs(caller, request);
    }

    @Override
    public GenerateDataKeyPairResponse generateDataKeyPair(GenerateDataKeyPairRequest request) {
      return dataKeyPairs.generate(caller, request);
    }

    @Override
    public GenerateDataKeyPairWithoutPlaintextResponse generateDataKeyPairWithoutPlaintext(
        GenerateDataKeyPairWithoutPlaintextRequest request) {
      return dataKeyPairs.generateWithoutPlaintext(caller, request);
    }

    @Override
    public GetParametersForImportResponse getParametersForImport(
        GetParametersForImportRequest request) {
      return imports.parameters(caller, request);
    }

    @Override
    public ImportKeyMaterialResponse importKeyMaterial(ImportKeyMaterialRequest request) {
      return imports.bring(caller, request);
    }

    @Override
    public DeleteImportedKeyMaterialResponse deleteImportedKeyMaterial(
        DeleteImportedKeyMaterialRequest request) {
      return imports.delete(caller, request);
    }

    @Override
    public ReplicateKeyResponse replicateKey(ReplicateKeyRequest request) {
      return multiRegion.replicate(caller, request);
    }

    @Override
    public UpdatePrimaryRegionResponse updatePrimaryRegion(UpdatePrimaryRegionRequest request) {
      return multiRegion.updatePrimary(caller, request);
    }

    @Override
    public GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request) {
      return publicKeys.get(caller, request);
    }

    @Override
    public DeriveSharedSecretResponse deriveSharedSecret(DeriveSharedSecretRequest request) {
      return publicKeys.derive(caller, request);
    }

    @Override
    public SignResponse sign(SignRequest request) {
      return signatures.sign(caller, request);
    }

    @Override
    public VerifyResponse verify(VerifyRequest request) {
      return signatures.verify(caller, request);
    }

    @Override
    public GenerateMacResponse generateMac(GenerateMacRequest request) {
      return macs.generate(caller, request);
    }

    @Override
    public VerifyMacResponse verifyMac(VerifyMacRequest request) {
      return macs.verify(caller, request);
    }

    @Override
    public GenerateRandomResponse generateRandom(GenerateRandomRequest request) {
      return cryptography.generateRandom(request);
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
}
