package io.snapseal.kms.root;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Keeps a root key sealed by AES-256-GCM under a data key of an AWS KMS key (GenerateDataKey, and
 * Decrypt at every start), bound to this home by the encryption context {@code snapseal:root-key}.
 */
public final class KmsStore implements RootKeyStore {
  /** The name in the encryption context; its value is the home's id. */
  public static final String CONTEXT = "snapseal:root-key";

  private static final String KEY = "kms-key";
  private static final String HOME = "home";
  private static final String DATA_KEY = "data-key";
  private static final int HOME_BYTES = 16;

  private final KmsClient kms;
  private final String keyId;
  private final String home;

  /**
   * Keeps under a key that a person names.
   *
   * @param kms closed with this store
   * @param keyId an id, alias or ARN; what is stored is the ARN
   */
  public KmsStore(KmsClient kms, String keyId, SecureRandom random) {
    byte[] id = new byte[HOME_BYTES];
    random.nextBytes(id);
    this.kms = kms;
    this.keyId = keyId;
    this.home = HexFormat.of().formatHex(id);
  }

  /** Opens, and keeps again, under the key and for the home that are stored. */
  public KmsStore(KmsClient kms, StoredRootKey stored) {
    this.kms = kms;
    this.keyId = keyArn(stored);
    this.home = stored.field(HOME);
  }

  /** The ARN of the KMS key that opens it. */
  public static String keyArn(StoredRootKey stored) {
    stored.requireFields(Set.of(KEY, HOME, DATA_KEY));
    return stored.field(KEY);
  }

  @Override
  public RootKeyKind kind() {
    return RootKeyKind.AWS_KMS;
  }

  @Override
  public StoredRootKey keep(RootKeyBytes key) {
    GenerateDataKeyResponse made;
    try {
      made =
          kms.generateDataKey(
              r ->
                  r.keyId(keyId)
                      .keySpec(DataKeySpec.AES_256)
                      .encryptionContext(Map.of(CONTEXT, home)));
    } catch (SdkException e) {
      throw KmsStoreFaults.of(keyId, e);
    }
    Map<String, String> fields =
        Map.of(
            KEY,
            made.keyId(),
            HOME,
            home,
            DATA_KEY,
            Base64.getEncoder().encodeToString(made.ciphertextBlob().asByteArrayUnsafe()));
    byte[] associated = StoredRootKey.associated(kind(), fields);
    byte[] dataKey = made.plaintext().asByteArrayUnsafe();
    return new StoredRootKey(kind(), fields, Sealing.seal(dataKey, key.reveal(), associated));
  }

  @Override
  public RootKeyBytes open(StoredRootKey stored) {
    String arn = keyArn(stored);
    byte[] dataKey = decrypted(arn, stored);
    try {
      return RootKeyBytes.takeOver(Sealing.open(dataKey, stored.sealed(), stored.associated()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw RootKeyException.changed(e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  @Override
  public void close() {
    kms.close();
  }

  private byte[] decrypted(String arn, StoredRootKey stored) {
    SdkBytes dataKey;
    try {
      dataKey = SdkBytes.fromByteArray(Base64.getDecoder().decode(stored.field(DATA_KEY)));
    } catch (IllegalArgumentException e) {
      throw RootKeyException.damaged(null);
    }
    try {
      DecryptResponse opened =
          kms.decrypt(
              r ->
                  r.keyId(arn)
                      .ciphertextBlob(dataKey)
                      .encryptionContext(Map.of(CONTEXT, stored.field(HOME))));
      return opened.plaintext().asByteArrayUnsafe();
    } catch (SdkException e) {
      throw KmsStoreFaults.of(arn, e);
    }
  }
}
