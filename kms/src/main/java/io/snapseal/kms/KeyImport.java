package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.state.Row;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.AlgorithmSpec;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.GetParametersForImportRequest;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialResponse;
import software.amazon.awssdk.services.kms.model.ImportType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.WrappingKeySpec;

/** Keys whose owner brings the material (KMS developer guide, "Importing key material"). */
final class KeyImport {
  private static final Duration TOKEN_VALIDITY = Duration.ofHours(24);
  private static final Duration MOST_VALIDITY = Duration.ofDays(365);
  private static final List<AlgorithmSpec> ALGORITHMS =
      List.of(
          AlgorithmSpec.RSAES_OAEP_SHA_1,
          AlgorithmSpec.RSAES_OAEP_SHA_256,
          AlgorithmSpec.RSA_AES_KEY_WRAP_SHA_1,
          AlgorithmSpec.RSA_AES_KEY_WRAP_SHA_256);

  private final Keys keys;
  private final ImportedMaterials materials;
  private final ImportTokens tokens;
  private final KeyPairs pairs;
  private final Clock clock;

  KeyImport(
      Keys keys, ImportedMaterials materials, ImportTokens tokens, KeyPairs pairs, Clock clock) {
    this.keys = keys;
    this.materials = materials;
    this.tokens = tokens;
    this.pairs = pairs;
    this.clock = clock;
  }

  GetParametersForImportResponse parameters(Caller caller, GetParametersForImportRequest request) {
    KeyMetadata key =
        keys.ownToChange(caller, request.keyId(), "kms:GetParametersForImport").shown();
    mustBeExternal(key);
    KeyStates.mustNotBePendingDeletion(key);
    if (!ALGORITHMS.contains(request.wrappingAlgorithm())) {
      throw KmsFaults.unsupported("WrappingAlgorithm " + request.wrappingAlgorithmAsString());
    }
    if (request.wrappingKeySpec() == WrappingKeySpec.SM2) {
      throw KmsFaults.unsupported("WrappingKeySpec SM2");
    }
    KeyPair pair = pairs.made(request.wrappingKeySpecAsString());
    Instant validTo = clock.instant().plus(TOKEN_VALIDITY);
    byte[] secret = pair.getPrivate().getEncoded();
    SdkBytes token = tokens.sealed(key.arn(), request.wrappingAlgorithmAsString(), secret, validTo);
    Arrays.fill(secret, (byte) 0);
    return GetParametersForImportResponse.builder()
        .keyId(key.arn())
        .importToken(token)
        .publicKey(SdkBytes.fromByteArrayUnsafe(pair.getPublic().getEncoded()))
        .parametersValidTo(validTo)
        .build();
  }

  ImportKeyMaterialResponse bring(Caller caller, ImportKeyMaterialRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        keys.ownToChange(caller, request.keyId(), "kms:ImportKeyMaterial");
    mustBeExternal(key.shown());
    KeyStates.mustNotBePendingDeletion(key.shown());
    Long validTo = validTo(request);
    byte[] secret = secret(key.shown(), request);
    byte[] stored = secret;
    try {
      byte[] identity = secret;
      if (KeySpecs.isAsymmetric(key.shown().keySpec())) {
        PublicKey shared = ImportedPairs.publicKey(key.shown().keySpec(), secret);
        identity = shared.getEncoded();
        stored = AsymmetricKeys.both(shared, secret);
      }
      return kept(key, request, identity, stored, validTo);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(stored, (byte) 0);
    }
  }

  /**
   * Keeps what was brought.
   *
   * @param identity what tells the material from others: a private key has several encodings, so
   *     that of its public key counts
   */
  private ImportKeyMaterialResponse kept(
      Row<KeyMetadata, KeyInternals> key,
      ImportKeyMaterialRequest request,
      byte[] identity,
      byte[] stored,
      @Nullable Long validTo) {
    String id = MaterialIds.imported(NewKeys.materialName(key.scope(), key.id()), identity);
    keys.change(key, current -> brought(current, request, id, validTo, stored));
    return ImportKeyMaterialResponse.builder()
        .keyId(key.shown().arn())
        .keyMaterialId(KeySpecs.isSymmetric(key.shown()) ? id : null)
        .build();
  }

  DeleteImportedKeyMaterialResponse delete(
      Caller caller, DeleteImportedKeyMaterialRequest request) {
    Row<KeyMetadata, KeyInternals> key =
        keys.ownToChange(caller, request.keyId(), "kms:DeleteImportedKeyMaterial");
    mustBeExternal(key.shown());
    Row<KeyMetadata, KeyInternals> changed =
        keys.change(
            key,
            current -> {
              KeyStates.mustNotBePendingDeletion(current.shown());
              return named(current, request.keyMaterialId())
                  .map(gone -> materials.without(current, gone))
                  .orElse(current);
            });
    keys.emptyLog();
    return DeleteImportedKeyMaterialResponse.builder()
        .keyId(changed.shown().arn())
        .keyMaterialId(
            request.keyMaterialId() == null
                ? changed.shown().currentKeyMaterialId()
                : request.keyMaterialId())
        .build();
  }

  private byte[] secret(KeyMetadata key, ImportKeyMaterialRequest request) {
    ImportTokens.Content token = tokens.opened(key.arn(), request.importToken());
    byte[] secret;
    try {
      secret = WrappedImports.unwrapped(token, request.encryptedKeyMaterial().asByteArray());
    } finally {
      token.wipe();
    }
    boolean fits =
        KeySpecs.isAsymmetric(key.keySpec())
            || secret.length == KeySpecs.secretBytes(key.keySpec());
    if (!fits) {
      Arrays.fill(secret, (byte) 0);
      throw KmsFaults.incorrectKeyMaterial(
          "The imported key material has the wrong length for key spec "
              + key.keySpecAsString()
              + ".");
    }
    return secret;
  }

  private Row<KeyMetadata, KeyInternals> brought(
      Row<KeyMetadata, KeyInternals> key,
      ImportKeyMaterialRequest request,
      String id,
      @Nullable Long validTo,
      byte[] secret) {
    KeyStates.mustNotBePendingDeletion(key.shown());
    mustBeAsDescribed(key.shown(), request, id);
    Optional<Material> known =
        key.internal().materials().stream().filter(one -> one.id().equals(id)).findFirst();
    boolean first = key.internal().materials().isEmpty();
    boolean isNew =
        request.importType() == null ? first : request.importType() == ImportType.NEW_KEY_MATERIAL;
    if (isNew == known.isPresent()) {
      throw KmsFaults.incorrectKeyMaterial(
          isNew
              ? "The key material is already associated with the KMS key."
              : "The key material is not one that was imported into the KMS key before.");
    }
    String description = request.keyMaterialDescription();
    if (known.isPresent()) {
      ImportedMaterial old = known.get().imported();
      boolean pending = old != null && old.pending();
      String kept = description == null && old != null ? old.description() : description;
      return materials.again(
          key, known.get(), new ImportedMaterial(true, pending, validTo, kept), secret);
    }
    if (!first) {
      mustTakeAnother(key);
    }
    return materials.added(
        key, id, new ImportedMaterial(true, !first, validTo, description), secret);
  }

  /** Only a symmetric key of one region has more than one material, and one awaits rotation. */
  private static void mustTakeAnother(Row<KeyMetadata, KeyInternals> key) {
    if (!KeySpecs.isSymmetric(key.shown())) {
      throw KmsFaults.incorrectKeyMaterial("The key has other key material already.");
    }
    if (Boolean.TRUE.equals(key.shown().multiRegion())) {
      throw KmsFaults.unsupported("ImportType NEW_KEY_MATERIAL of a multi-Region key");
    }
    KeyStates.mustNotBePendingImport(key.shown());
    if (ImportedMaterials.awaiting(key).isPresent()) {
      throw KmsFaults.invalidState(
          key.shown().arn(), "waiting for the rotation to other key material");
    }
  }

  private static void mustBeAsDescribed(
      KeyMetadata key, ImportKeyMaterialRequest request, String id) {
    boolean more =
        request.importType() != null
            || request.keyMaterialId() != null
            || request.keyMaterialDescription() != null;
    if (more && !KeySpecs.isSymmetric(key)) {
      throw KmsFaults.validation(
          "ImportType, KeyMaterialId and KeyMaterialDescription are for symmetric encryption keys"
              + " only.");
    }
    if (request.keyMaterialId() == null) {
      return;
    }
    if (request.importType() == ImportType.NEW_KEY_MATERIAL) {
      throw KmsFaults.validation(
          "KeyMaterialId cannot be specified if the ImportType is NEW_KEY_MATERIAL");
    }
    if (!request.keyMaterialId().equals(id)) {
      throw KmsFaults.incorrectKeyMaterial("The key material is not that of the KeyMaterialId.");
    }
  }

  private @Nullable Long validTo(ImportKeyMaterialRequest request) {
    boolean expires = request.expirationModel() != ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE;
    Instant validTo = request.validTo();
    if (expires && validTo == null) {
      throw KmsFaults.validation(
          "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
    }
    if (!expires && validTo != null) {
      throw KmsFaults.validation(
          "A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE");
    }
    if (validTo == null) {
      return null;
    }
    Instant now = clock.instant();
    if (!validTo.isAfter(now) || validTo.isAfter(now.plus(MOST_VALIDITY))) {
      throw KmsFaults.validation("The validTo date must be within the next 365 days");
    }
    return validTo.toEpochMilli();
  }

  /** The material of that id, or the current one; none if none was ever imported. */
  private static Optional<Material> named(Row<KeyMetadata, KeyInternals> key, @Nullable String id) {
    List<Material> all = key.internal().materials();
    if (id == null) {
      return all.stream()
          .filter(one -> one.imported() != null && !one.imported().pending())
          .reduce((one, later) -> later);
    }
    return Optional.of(
        all.stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> KmsFaults.notFound("Key material '" + id + "' does not exist")));
  }

  private static void mustBeExternal(KeyMetadata key) {
    if (key.origin() != OriginType.EXTERNAL) {
      throw KmsFaults.unsupportedOrigin(key);
    }
  }
}
