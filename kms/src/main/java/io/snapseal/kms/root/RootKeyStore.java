package io.snapseal.kms.root;

/**
 * Keeps a root key at rest in one way. What is kept opens only as it was kept: whoever changes any
 * part of it gets no key at all, be it another or the same.
 */
public interface RootKeyStore extends AutoCloseable {
  /** The way. */
  RootKeyKind kind();

  /**
   * The root key as it may be written to a file.
   *
   * @throws RootKeyException if what it is to be sealed with cannot be used
   */
  StoredRootKey keep(RootKeyBytes key);

  /**
   * The root key that was kept so.
   *
   * @throws RootKeyException if it does not open: a wrong passphrase, a disabled key, a changed
   *     file
   */
  RootKeyBytes open(StoredRootKey stored);

  /** Gives back what the store has opened, and wipes its secrets. */
  @Override
  void close();
}
