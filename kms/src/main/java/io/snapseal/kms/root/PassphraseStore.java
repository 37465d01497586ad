package io.snapseal.kms.root;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;

/** Keeps a root key sealed by AES-256-GCM under a key that Argon2id makes of a passphrase. */
public final class PassphraseStore implements RootKeyStore {
  private static final String ARGON2ID = "argon2id";

  private final Passphrase passphrase;
  private final SecureRandom random;

  /**
   * @param passphrase closed with this store
   */
  public PassphraseStore(Passphrase passphrase, SecureRandom random) {
    this.passphrase = passphrase;
    this.random = random;
  }

  @Override
  public RootKeyKind kind() {
    return RootKeyKind.PASSPHRASE;
  }

  @Override
  public StoredRootKey keep(RootKeyBytes key) {
    passphrase.requireLongEnough();
    Argon2id argon2id = Argon2id.recommended(random);
    Map<String, String> fields = Map.of(ARGON2ID, argon2id.text());
    byte[] associated = StoredRootKey.associated(kind(), fields);
    return new StoredRootKey(
        kind(), fields, Sealing.seal(argon2id.key(passphrase), key.reveal(), associated));
  }

  @Override
  public RootKeyBytes open(StoredRootKey stored) {
    stored.requireFields(Set.of(ARGON2ID));
    try {
      byte[] key = Argon2id.of(stored.field(ARGON2ID)).key(passphrase);
      return RootKeyBytes.takeOver(Sealing.open(key, stored.sealed(), stored.associated()));
    } catch (IllegalArgumentException e) {
      throw RootKeyException.damaged(e);
    } catch (GeneralSecurityException e) {
      throw new RootKeyException(
          "the root key does not open: the passphrase is wrong, or the file was changed",
          "Give the passphrase it was sealed with. Without it nobody opens this file.",
          e);
    }
  }

  @Override
  public void close() {
    passphrase.close();
  }
}
