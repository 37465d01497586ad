package io.snapseal.kms;

import io.snapseal.kms.root.FileStore;
import io.snapseal.kms.root.Passphrase;
import io.snapseal.kms.root.PassphraseStore;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.kms.root.RootKeyStore;
import io.snapseal.kms.root.RootKeyStores;
import io.snapseal.kms.root.StoredRootKey;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;

/** A home's root key in a plain file or under a passphrase, for tests. */
final class KeptRootKey implements RootKeyStores {
  static final String PASSPHRASE = "canary horse battery staple";

  private final String passphrase;

  KeptRootKey(String passphrase) {
    this.passphrase = passphrase;
  }

  static HomeRootKey of(Path home, StateStore state) {
    return of(home, state, step -> {});
  }

  static HomeRootKey of(Path home, StateStore state, Consumer<String> reached) {
    return new HomeRootKey(
        new RootKeyFile(home.resolve("root.key"), reached),
        state,
        new KeptRootKey(PASSPHRASE),
        new SecureRandom());
  }

  /** Opens a home's state for a change of its root key. */
  interface Change {
    void of(HomeRootKey key) throws IOException;
  }

  static void change(Path home, Change change) throws IOException {
    try (StateStore state = StateStore.open(home.resolve("state.db"))) {
      change.of(of(home, state));
    }
  }

  static PassphraseStore store(String passphrase) {
    return new PassphraseStore(Passphrase.of(passphrase.toCharArray()), new SecureRandom());
  }

  @Override
  public RootKeyStore toOpen(StoredRootKey stored) {
    return toKeep(stored.kind());
  }

  @Override
  public RootKeyStore toKeep(RootKeyKind kind) {
    return kind == RootKeyKind.FILE ? new FileStore() : store(passphrase);
  }
}
