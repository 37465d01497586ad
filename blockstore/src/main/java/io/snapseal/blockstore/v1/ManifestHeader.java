package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What a manifest is the manifest of. It stands in plain text at its beginning, and every chunk and
 * the footer are bound to it.
 *
 * @param snapshot the snapshot's id
 * @param volume its lineage
 * @param uid 32 hex digits, random, never used twice: the manifest's key is derived from it
 * @param parent the snapshot it was compared with; empty if none
 * @param createdAtMillis since 1970
 * @param keyNumber which of the volume's data keys seals it; -1 if none
 * @param keySha256 digest of that key's file, in hex; empty if none
 */
record ManifestHeader(
    String snapshot,
    String volume,
    String uid,
    String parent,
    long createdAtMillis,
    int keyNumber,
    String keySha256) {
  static final int UID = 16;
  static final int FIXED = 16;
  private static final byte[] MAGIC = Format.ascii("SNAPMANI");

  ManifestHeader {
    ObjectName.requirePart(snapshot);
    ObjectName.requirePart(volume);
    if (!parent.isEmpty()) {
      ObjectName.requirePart(parent);
    }
    if (HexFormat.of().parseHex(uid).length != UID
        || keyNumber < Sealing.NO_KEY
        || keySha256.length() != (keyNumber == Sealing.NO_KEY ? 0 : 64)) {
      throw new IllegalArgumentException("not the header of a manifest");
    }
  }

  boolean isSealed() {
    return keyNumber != Sealing.NO_KEY;
  }

  byte[] uidBytes() {
    return HexFormat.of().parseHex(uid);
  }

  Instant createdAt() {
    return Instant.ofEpochMilli(createdAtMillis);
  }

  /** The manifest's first bytes. */
  byte[] prefix() {
    byte[] json = CanonicalJson.write(this);
    return fixed(isSealed(), json.length).put(json).array();
  }

  private static ByteBuffer fixed(boolean isSealed, int length) {
    return ByteBuffer.allocate(FIXED + length)
        .put(MAGIC)
        .putShort((short) Format.VERSION)
        .put((byte) (isSealed ? 1 : 0))
        .put((byte) 0)
        .putInt(length);
  }
}
