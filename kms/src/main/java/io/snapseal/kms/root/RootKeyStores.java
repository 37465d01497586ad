package io.snapseal.kms.root;

/** Makes stores when they are needed: only then are passphrases asked for and tokens opened. */
public interface RootKeyStores {
  /** Keeps in plain files, and knows no other way. */
  RootKeyStores PLAIN =
      new RootKeyStores() {
        @Override
        public RootKeyStore toOpen(StoredRootKey stored) {
          if (stored.kind() != RootKeyKind.FILE) {
            throw new RootKeyException(
                "the root key is kept by " + stored.kind().word() + ", not in a plain file",
                "Use this home with 'snapseal region start'.",
                null);
          }
          return new FileStore();
        }

        @Override
        public RootKeyStore toKeep(RootKeyKind kind) {
          return new FileStore();
        }
      };

  /** The store that opens what is kept so. */
  RootKeyStore toOpen(StoredRootKey stored);

  /** A store that keeps a root key in a way that is new to its home. */
  RootKeyStore toKeep(RootKeyKind kind);
}
