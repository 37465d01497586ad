package io.snapseal.kms;

import io.snapseal.kms.root.RootKeyBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.kms.root.RootKeyKind;
import io.snapseal.kms.root.RootKeyStore;
import io.snapseal.kms.root.RootKeyStores;
import io.snapseal.kms.root.StoredRootKey;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A home's root key: opened or made at a start, kept in another way, or replaced by another key.
 * Whoever calls this holds the home's lock.
 *
 * <p>Killed at any moment, the next call goes on with a root key that opens the region's state.
 */
public final class HomeRootKey {
  private final RootKeyFile file;
  private final StateStore state;
  private final RootKeyStores stores;
  private final SecureRandom random;

  /**
   * @param file where it is kept
   * @param state what it wraps
   * @param stores how it may be kept
   */
  public HomeRootKey(
      RootKeyFile file, StateStore state, RootKeyStores stores, SecureRandom random) {
    this.file = file;
    this.state = state;
    this.stores = stores;
    this.random = random;
  }

  /**
   * Opens the root key and proves that it is the one that wraps the region's keys. A region without
   * any gets a new one; it is durable when this returns, so before the first key that it wraps.
   *
   * @param wanted how it is to be kept; if empty, as it is, and a new one in a plain file
   * @throws RootKeyException if the file is missing though there are keys that it wraps, if it
   *     opens none of them, if it is not a root key, if others may read it, if it is kept otherwise
   *     than was said, or if its store does not open it
   */
  public RootKey openOrCreate(Optional<RootKeyKind> wanted) throws IOException {
    file.removeLeftover();
    WrappedRows wrapped = state.read(WrappedRows::in);
    if (!file.exists()) {
      if (!wrapped.isEmpty()) {
        throw RootKeyException.missing(
            file.path(), wrapped.keys().size(), wrapped.accessKeys().size());
      }
      return created(wanted.orElse(RootKeyKind.FILE));
    }
    RootKeyKind kept = file.read().get(0).kind();
    if (wanted.isPresent() && wanted.get() != kept) {
      throw RootKeyException.otherKind(file.path(), kept, wanted.get());
    }
    return within(
        store -> {
          try (RootKeyBytes key = settled(store)) {
            return RootKey.of(key);
          }
        });
  }

  /**
   * The root key that opens the region's state, for who only reads it; nothing is changed, and a
   * region may run.
   *
   * @throws RootKeyException as {@link #openOrCreate}; also if there is none
   */
  public RootKey opened() throws IOException {
    if (!file.exists()) {
      throw RootKeyException.none(file.path());
    }
    return within(
        store -> {
          try (RootKeyBytes key = right(store).key()) {
            return RootKey.of(key);
          }
        });
  }

  /**
   * Keeps the same root key in another way, or under another passphrase or key. Nothing is left in
   * the old way.
   */
  public void rewrap(RootKeyKind kind) throws IOException {
    requireThere();
    try (RootKeyBytes key = within(this::settled);
        RootKeyStore next = stores.toKeep(kind)) {
      file.replace(List.of(kept(next, key)));
    }
  }

  /**
   * Replaces the root key by a new one, kept in the same way, and wraps everything by that. While
   * this goes on the file holds both keys; which of them is right the state tells.
   *
   * @return how many secrets are wrapped anew
   */
  public int rotate() throws IOException {
    requireThere();
    return within(
        store -> {
          try (RootKeyBytes old = settled(store);
              RootKeyBytes next = RootKeyBytes.random(random)) {
            StoredRootKey fresh = kept(store, next);
            file.replace(List.of(file.read().get(0), fresh));
            int wrapped = rewrapped(RootKey.of(old), RootKey.of(next));
            state.emptyLog();
            file.replace(List.of(fresh));
            return wrapped;
          }
        });
  }

  private int rewrapped(RootKey from, RootKey to) {
    return state.write(
        handle -> {
          WrappedRows.in(handle).rewrap(handle, from, to);
          WrappedRows after = WrappedRows.in(handle);
          if (!after.allOpenBy(to)) {
            throw new IllegalStateException("what was wrapped anew does not open");
          }
          return after.size();
        });
  }

  private void requireThere() throws IOException {
    if (!file.exists()) {
      throw RootKeyException.none(file.path());
    }
    file.removeLeftover();
  }

  private RootKey created(RootKeyKind kind) throws IOException {
    try (RootKeyStore store = stores.toKeep(kind);
        RootKeyBytes key = RootKeyBytes.random(random)) {
      file.replace(List.of(kept(store, key)));
      return RootKey.of(key);
    }
  }

  /** What is written must open: a store that could not open it again would lose the key. */
  static StoredRootKey kept(RootKeyStore store, RootKeyBytes key) {
    StoredRootKey stored = store.keep(key);
    try (RootKeyBytes again = store.open(stored)) {
      if (!again.isSameAs(key)) {
        throw new IllegalStateException("the root key did not come back from its store");
      }
    }
    return stored;
  }

  /** The file's key that opens the state; where there were two, the other is gone. */
  private RootKeyBytes settled(RootKeyStore store) throws IOException {
    Right right = right(store);
    if (right.isOneOfTwo()) {
      file.replace(List.of(right.stored()));
    }
    return right.key();
  }

  private record Right(StoredRootKey stored, RootKeyBytes key, boolean isOneOfTwo) {}

  private Right right(RootKeyStore store) throws IOException {
    List<StoredRootKey> stored = file.read();
    WrappedRows wrapped = state.read(WrappedRows::in);
    for (StoredRootKey one : stored) {
      RootKeyBytes key = store.open(one);
      if (wrapped.isEmpty() || wrapped.oneOpensBy(RootKey.of(key))) {
        return new Right(one, key, stored.size() > 1);
      }
      key.close();
    }
    throw RootKeyException.wrong(file.path());
  }

  private interface Use<T> {
    T of(RootKeyStore store) throws IOException;
  }

  private <T> T within(Use<T> use) throws IOException {
    try (RootKeyStore store = stores.toOpen(file.read().get(0))) {
      return use.of(store);
    } catch (RootKeyException e) {
      throw e.at(file.path());
    }
  }
}
