package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.BlockStoreOptions;
import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.NewSnapshot;
import io.snapseal.blockstore.NoSuchSnapshotException;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.OneWayException;
import io.snapseal.blockstore.SnapshotExistsException;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.seal.Gcm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins snapshots: holds, keys, the parent if it can be used, and the manifest's first bytes. */
final class Beginnings {
  private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

  private final Storage storage;
  private final BlockStoreOptions options;
  private final Gcm gcm;
  private final VolumeKeys keys;
  private final Catalog catalog;
  private final Holds holds;
  private final Lock lock;

  Beginnings(
      Storage storage,
      BlockStoreOptions options,
      Gcm gcm,
      VolumeKeys keys,
      Catalog catalog,
      Holds holds,
      Lock lock) {
    this.storage = storage;
    this.options = options;
    this.gcm = gcm;
    this.keys = keys;
    this.catalog = catalog;
    this.holds = holds;
    this.lock = lock;
  }

  /** A snapshot begun. */
  static final class Beginning {
    private final Output output;
    private final @Nullable Manifest parent;
    private final byte[] digestKey;
    private final Set<SegmentId> worn;

    private Beginning(
        Output output, @Nullable Manifest parent, byte[] digestKey, Set<SegmentId> worn) {
      this.output = output;
      this.parent = parent;
      this.digestKey = digestKey;
      this.worn = worn;
    }

    Output output() {
      return output;
    }

    @Nullable Manifest parent() {
      return parent;
    }

    byte[] digestKey() {
      return digestKey;
    }

    Set<SegmentId> worn() {
      return worn;
    }
  }

  /** Begins a snapshot of files. */
  Beginning of(NewSnapshot spec) {
    return of(spec, Optional.empty());
  }

  /** Begins a copy, which keeps the source's page digests and so their key. */
  Beginning copyOf(byte[] digestKey, NewSnapshot spec) {
    return of(spec, Optional.of(digestKey));
  }

  private Beginning of(NewSnapshot spec, Optional<byte[]> digestKey) {
    Holds.Hold hold = hold(spec);
    try {
      return of(spec, digestKey, key(spec), hold);
    } catch (RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private Beginning of(
      NewSnapshot spec, Optional<byte[]> givenDigestKey, Key key, Holds.Hold hold) {
    @Nullable Manifest parent = null;
    try {
      parent = parent(spec, key, hold);
      if (parent != null && !comparable(parent, givenDigestKey)) {
        parent.close();
        parent = null;
      }
      byte[] digestKey = digestKey(parent, givenDigestKey);
      Optional<String> used = spec.parentSnapshotId();
      String parentId = parent == null ? "" : used.orElse("");
      Set<SegmentId> worn = worn(parent);
      return new Beginning(output(spec, parentId, digestKey, key, hold), parent, digestKey, worn);
    } catch (RuntimeException e) {
      if (parent != null) {
        parent.close();
      }
      key.sealing().close();
      throw e;
    }
  }

  /** Digests made under two keys say nothing about each other. */
  private static boolean comparable(Manifest parent, Optional<byte[]> digestKey) {
    return digestKey.map(key -> MessageDigest.isEqual(key, parent.digestKey())).orElse(true);
  }

  private byte[] digestKey(@Nullable Manifest parent, Optional<byte[]> given) {
    return given.orElseGet(() -> parent == null ? random(Manifest.DIGEST_KEY) : parent.digestKey());
  }

  private Set<SegmentId> worn(@Nullable Manifest parent) {
    try {
      return parent == null ? Set.of() : WornSegments.of(parent, storage);
    } catch (DamagedException e) {
      return Set.of(); // met again, and dealt with, when its pages are compared
    } catch (IOException e) {
      throw new StorageFailedException("looking at segments", e);
    }
  }

  private Holds.Hold hold(NewSnapshot spec) {
    if (catalog.exists(spec.snapshotId())) {
      throw new SnapshotExistsException(spec.snapshotId());
    }
    lock.lock();
    try {
      return holds.of(spec.volumeId());
    } finally {
      lock.unlock();
    }
  }

  /** How the snapshot is sealed, and the digest of the key's file. */
  private record Key(Sealing sealing, String fileSha256) {}

  private Key key(NewSnapshot spec) {
    if (spec.seal().isEmpty()) {
      return new Key(Sealing.plain(spec.volumeId(), gcm), "");
    }
    VolumeKey key = keys.forSealing(spec.volumeId(), spec.seal().get());
    Sealing sealing = Sealing.under(spec.volumeId(), key.number(), key.key(), gcm);
    return new Key(sealing, key.fileSha256());
  }

  private Output output(
      NewSnapshot spec, String parentId, byte[] digestKey, Key key, Holds.Hold hold) {
    ManifestHeader header =
        new ManifestHeader(
            spec.snapshotId(),
            spec.volumeId(),
            HexFormat.of().formatHex(random(ManifestHeader.UID)),
            parentId,
            options.clock().millis(),
            key.sealing().keyNumber(),
            key.fileSha256());
    try {
      ManifestWriter manifest = new ManifestWriter(storage, header, key.sealing(), digestKey);
      NewSegments segments = new NewSegments(storage, key.sealing(), options, hold);
      return new Output(spec, key.sealing(), hold, lock, manifest, segments);
    } catch (IOException e) {
      throw new StorageFailedException("beginning snapshot " + spec.snapshotId(), e);
    }
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    options.random().nextBytes(bytes);
    return bytes;
  }

  /** The parent's manifest; null if there is none that can be used: then all is stored. */
  private @Nullable Manifest parent(NewSnapshot spec, Key key, Holds.Hold hold) {
    if (spec.parentSnapshotId().isEmpty()) {
      return null;
    }
    String id = spec.parentSnapshotId().get();
    try {
      return parent(id, key, hold);
    } catch (NoSuchSnapshotException | DamagedException e) {
      LOG.warn("snapshot {} is stored whole: {}", spec.snapshotId(), e.getMessage());
      return null;
    }
  }

  private @Nullable Manifest parent(String id, Key key, Holds.Hold hold) {
    lock.lock();
    try {
      return parent(catalog.manifest(id), id, key, hold);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Manifest parent(ObjectReader in, String id, Key key, Holds.Hold hold) {
    boolean taken = false;
    try {
      Outline outline = catalog.outline(in, id);
      requireOneWay(outline.header(), key);
      if (!sameKey(outline.header(), key) || !segmentsAreThere(outline)) {
        return null;
      }
      hold.all(outline.table());
      taken = true;
      return Manifest.open(outline, in, key.sealing());
    } finally {
      if (!taken) {
        in.close();
      }
    }
  }

  private static void requireOneWay(ManifestHeader parent, Key key) {
    if (parent.isSealed() && !key.sealing().sealed()) {
      throw new OneWayException("an unencrypted snapshot cannot follow an encrypted one");
    }
  }

  private static boolean sameKey(ManifestHeader parent, Key key) {
    return parent.volume().equals(key.sealing().volume())
        && parent.keyNumber() == key.sealing().keyNumber()
        && parent.keySha256().equals(key.fileSha256());
  }

  private boolean segmentsAreThere(Outline outline) {
    String volume = outline.header().volume();
    try (Stream<ObjectName> names = storage.list(Format.SEGMENTS + volume + "/")) {
      Set<String> there =
          names.map(ObjectName::last).collect(Collectors.toCollection(HashSet::new));
      return outline.table().ids().stream().map(SegmentId::hex).allMatch(there::contains);
    } catch (IOException e) {
      throw new StorageFailedException("listing the segments of " + volume, e);
    }
  }
}
