package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.seal.DataKey;
import io.snapseal.blockstore.seal.Envelope;
import io.snapseal.blockstore.seal.Gcm;
import io.snapseal.blockstore.seal.PlainEnvelope;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How the objects of one volume are sealed, or that they are not. Holds the data key; used by many
 * threads.
 */
final class Sealing implements AutoCloseable {
  static final int NO_KEY = -1;
  private static final byte[] SEGMENT_MAGIC = Format.ascii("SNAPSEGM");
  private static final String SEGMENT = "snapseal/1/segment";
  private static final String MANIFEST = "snapseal/1/manifest";
  private static final String MARK = "snapseal/1/copy";

  private final String volume;
  private final int keyNumber;
  private final Optional<DataKey> key;
  private final Gcm gcm;

  private Sealing(String volume, int keyNumber, Optional<DataKey> key, Gcm gcm) {
    this.volume = volume;
    this.keyNumber = keyNumber;
    this.key = key;
    this.gcm = gcm;
  }

  static Sealing plain(String volume, Gcm gcm) {
    return new Sealing(volume, NO_KEY, Optional.empty(), gcm);
  }

  /** Takes over the key. */
  static Sealing under(String volume, int keyNumber, DataKey key, Gcm gcm) {
    return new Sealing(volume, keyNumber, Optional.of(key), gcm);
  }

  String volume() {
    return volume;
  }

  boolean sealed() {
    return key.isPresent();
  }

  int keyNumber() {
    return keyNumber;
  }

  Envelope segment(SegmentId id) {
    return envelope(SEGMENT, id.bytes());
  }

  /** Says that a segment is durable before a manifest does. */
  Envelope mark(SegmentId id) {
    return envelope(MARK, id.bytes());
  }

  Envelope manifest(byte[] uid) {
    return envelope(MANIFEST, uid);
  }

  private Envelope envelope(String purpose, byte[] id) {
    return key.<Envelope>map(k -> gcm.envelope(k.subkey(purpose, id)))
        .orElseGet(PlainEnvelope::new);
  }

  /** The first bytes of a segment: what it is and where it belongs. */
  byte[] segmentHeader(SegmentId id) {
    byte[] name = Format.ascii(volume);
    return ByteBuffer.allocate(34 + name.length)
        .put(SEGMENT_MAGIC)
        .putShort((short) Format.VERSION)
        .put((byte) (sealed() ? 1 : 0))
        .put((byte) 0)
        .putInt(keyNumber)
        .put(id.bytes())
        .putShort((short) name.length)
        .put(name)
        .array();
  }

  @Override
  public void close() {
    key.ifPresent(DataKey::close);
  }
}
