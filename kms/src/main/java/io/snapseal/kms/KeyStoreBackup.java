package io.snapseal.kms;

import io.snapseal.kms.root.KeyStoreArchive;
import io.snapseal.kms.root.Passphrase;
import io.snapseal.kms.root.RootKeyBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.kms.root.RootKeyStore;
import io.snapseal.kms.root.RootKeyStores;
import io.snapseal.kms.root.StoredRootKey;
import io.snapseal.state.StateCopy;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;

/**
 * Backs up and restores the key store: the root key, and of the state the KMS keys, aliases, grants
 * and key policies, all of IAM, and the organization's accounts. Databases and snapshots are not
 * part of it.
 */
public final class KeyStoreBackup {
  private static final List<String> KINDS = List.of("kms-", "iam-", "organization");

  private final RootKeyFile file;
  private final Path stateFile;
  private final RootKeyStores stores;
  private final SecureRandom random;

  /**
   * @param file where the home's root key is, or is to be
   * @param stateFile where its state is, or is to be
   */
  public KeyStoreBackup(
      RootKeyFile file, Path stateFile, RootKeyStores stores, SecureRandom random) {
    this.file = file;
    this.stateFile = stateFile;
    this.stores = stores;
    this.random = random;
  }

  /**
   * The key store as of now, sealed; a region may run on the home meanwhile. Nothing in the home is
   * changed.
   *
   * @throws RootKeyException if the root key does not open, or is being replaced at this moment
   */
  public byte[] taken(Passphrase passphrase) throws IOException {
    if (!file.exists() || !Files.exists(stateFile)) {
      throw RootKeyException.none(file.path());
    }
    List<StoredRootKey> stored = file.read();
    try (RootKeyStore store = stores.toOpen(stored.get(0));
        StateCopy copy = StateCopy.of(stateFile, KINDS)) {
      WrappedRows wrapped = copy.read(WrappedRows::in);
      for (StoredRootKey one : stored) {
        try (RootKeyBytes root = store.open(one)) {
          if (wrapped.isEmpty() || wrapped.oneOpensBy(RootKey.of(root))) {
            return KeyStoreArchive.seal(root, copy.bytes(), passphrase, random);
          }
        }
      }
    } catch (RootKeyException e) {
      throw e.at(file.path());
    }
    throw RootKeyException.wrong(file.path());
  }

  /**
   * Writes a key store into a directory that has none, and proves that it opens. Whoever calls this
   * makes the directory a home only when this has returned.
   *
   * @param kind how the root key is kept from now on
   * @return how many keys and access keys there are
   */
  public int restore(KeyStoreArchive archive, RootKeyKind kind) throws IOException {
    Files.createFile(
        stateFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(stateFile, archive.state(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    try (RootKeyStore store = stores.toKeep(kind)) {
      file.replace(List.of(HomeRootKey.kept(store, archive.root())));
    }
    WrappedRows wrapped;
    try (StateStore state = StateStore.open(stateFile)) {
      wrapped = state.read(WrappedRows::in);
      if (!wrapped.isEmpty() && !wrapped.oneOpensBy(RootKey.of(archive.root()))) {
        throw RootKeyException.wrong(file.path());
      }
      state.emptyLog();
    }
    return wrapped.size();
  }
}
