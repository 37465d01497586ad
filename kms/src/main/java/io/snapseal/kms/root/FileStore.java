package io.snapseal.kms.root;

import java.util.Map;

/** Keeps a root key as it is: whoever reads the file has it. */
public final class FileStore implements RootKeyStore {
  @Override
  public RootKeyKind kind() {
    return RootKeyKind.FILE;
  }

  @Override
  public StoredRootKey keep(RootKeyBytes key) {
    return new StoredRootKey(RootKeyKind.FILE, Map.of(), key.reveal().clone());
  }

  @Override
  public RootKeyBytes open(StoredRootKey stored) {
    return RootKeyBytes.takeOver(stored.sealed().clone());
  }

  @Override
  public void close() {}
}
