package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.seal.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** What of a manifest can be read without a key: header, footer, and which segments it needs. */
final class Outline {
  private final String object;
  private final ManifestHeader header;
  private final ManifestFooter footer;
  private final byte[] footerAndTag;
  private final SegmentTable table;
  private final String digest;

  private Outline(
      String object,
      ManifestHeader header,
      ManifestFooter footer,
      byte[] footerAndTag,
      SegmentTable table,
      String digest) {
    this.object = object;
    this.header = header;
    this.footer = footer;
    this.footerAndTag = footerAndTag;
    this.table = table;
    this.digest = digest;
  }

  /**
   * Reads it, and checks all that needs no key.
   *
   * @param snapshotId whose manifest it must be
   * @throws DamagedException if it is none, is changed, or is another snapshot's
   */
  static Outline read(ObjectReader in, String snapshotId) throws IOException {
    String object = Format.manifest(snapshotId).value();
    try {
      return new OutlineReader(in, object).read(snapshotId);
    } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
      throw new DamagedException(object, "it is no manifest", e);
    }
  }

  ManifestHeader header() {
    return header;
  }

  ManifestFooter footer() {
    return footer;
  }

  SegmentTable table() {
    return table;
  }

  String digest() {
    return digest;
  }

  String object() {
    return object;
  }

  byte[] prefixSha256() {
    return Format.sha256().digest(header.prefix());
  }

  /**
   * Authenticates header and footer.
   *
   * @throws DamagedException if they were not sealed so
   */
  void authenticate(Envelope envelope) {
    byte[] json = Arrays.copyOf(footerAndTag, footerAndTag.length - Envelope.TAG);
    byte[] context = ChunkSpot.footerContext(prefixSha256(), footer.chunks(), json);
    byte[] tag = ManifestEnd.tag(footerAndTag);
    byte[] nonce = ChunkSpot.footerNonce(footer.chunks());
    if (!envelope.open(nonce, context, tag, 0, tag.length, new byte[0], 0)) {
      throw new DamagedException(object, "it was not sealed under this key");
    }
  }

  /** Reads the parts. */
  private static final class OutlineReader {
    private final ObjectReader in;
    private final String object;
    private final long size;

    OutlineReader(ObjectReader in, String object) throws IOException {
      this.in = in;
      this.object = object;
      this.size = in.size();
    }

    Outline read(String snapshotId) throws IOException {
      byte[] prefix = prefix();
      ManifestHeader header = header(prefix, snapshotId);
      byte[] fixed = bytes(size - ManifestEnd.FIXED, ManifestEnd.FIXED);
      int footerLength = ManifestEnd.footerLength(fixed, object);
      int endLength = footerLength + Envelope.TAG;
      byte[] footerAndTag = bytes(size - ManifestEnd.FIXED - endLength, endLength);
      String digest = ManifestEnd.checkedDigest(prefix, footerAndTag, fixed, object);
      ManifestFooter footer =
          CanonicalJson.read(
              Arrays.copyOf(footerAndTag, footerLength), ManifestFooter.class, object);
      SegmentTable table = table(footer, size - ManifestEnd.FIXED - endLength);
      return new Outline(object, header, footer, footerAndTag, table, digest);
    }

    private byte[] prefix() throws IOException {
      byte[] fixed = bytes(0, ManifestHeader.FIXED);
      int length = ByteBuffer.wrap(fixed).getInt(ManifestHeader.FIXED - Integer.BYTES);
      if (length < 1 || length > CanonicalJson.MAX_LENGTH) {
        throw new DamagedException(object, "its beginning is changed");
      }
      return bytes(0, ManifestHeader.FIXED + length);
    }

    private ManifestHeader header(byte[] prefix, String snapshotId) {
      byte[] json = Arrays.copyOfRange(prefix, ManifestHeader.FIXED, prefix.length);
      ManifestHeader header = CanonicalJson.read(json, ManifestHeader.class, object);
      if (!Arrays.equals(header.prefix(), prefix)) {
        throw new DamagedException(object, "its beginning is changed, or of another version");
      }
      if (!header.snapshot().equals(snapshotId)) {
        throw new DamagedException(object, "it is the manifest of " + header.snapshot());
      }
      return header;
    }

    private SegmentTable table(ManifestFooter footer, long end) throws IOException {
      long length = (long) footer.segments() * SegmentId.LENGTH;
      if (footer.tableOffset() + length != end || length > Integer.MAX_VALUE - 8) {
        throw new DamagedException(object, "its table of segments is not where it should be");
      }
      byte[] bytes = bytes(footer.tableOffset(), (int) length);
      if (!HexFormat.of().formatHex(Format.sha256().digest(bytes)).equals(footer.tableSha256())) {
        throw new DamagedException(object, "its table of segments is changed");
      }
      return SegmentTable.read(bytes);
    }

    private byte[] bytes(long position, int length) throws IOException {
      if (position < 0 || position > size - length) {
        throw new DamagedException(object, "it is too short");
      }
      byte[] bytes = new byte[length];
      in.readFully(position, bytes, 0, length);
      return bytes;
    }
  }
}
