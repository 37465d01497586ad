package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectWriter;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.seal.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes a manifest from its first byte to its last, in bounded memory. */
final class ManifestWriter implements AutoCloseable {
  private final ObjectWriter out;
  private final Envelope envelope;
  private final byte[] prefix;
  private final byte[] prefixSha256;
  private final Totals totals = new Totals();
  private final SegmentTable table = new SegmentTable();
  private final List<ManifestFooter.Section> sections = new ArrayList<>();
  private final ByteBuffer chunk = ByteBuffer.allocate(ChunkSpot.MAX_CHUNK);
  private final byte[] sealed = new byte[ChunkSpot.MAX_CHUNK + Envelope.TAG];
  private final MessageDigest sha256 = Format.sha256();
  private final String preambleSha256;
  private long position;
  private long chunks;
  private long sectionOffset;
  private long sectionFirstChunk;

  /**
   * Begins a manifest.
   *
   * @param digestKey the key of the pages' digests, which only the sealed part shows
   */
  ManifestWriter(Storage storage, ManifestHeader header, Sealing sealing, byte[] digestKey)
      throws IOException {
    prefix = header.prefix();
    prefixSha256 = Format.sha256().digest(prefix);
    envelope = sealing.manifest(header.uidBytes());
    out = storage.create(Format.manifest(header.snapshot()));
    write(prefix, prefix.length);
    chunk.put(digestKey);
    flush();
    preambleSha256 = hex(sha256.digest());
  }

  Totals totals() {
    return totals;
  }

  /** Begins a run of entries in the order of their paths. */
  void beginSection() {
    if (sections.size() >= ManifestFooter.MAX_SECTIONS) {
      throw new IllegalStateException("too many trees in one snapshot");
    }
    sectionOffset = position;
    sectionFirstChunk = chunks;
  }

  void add(Entry entry) throws IOException {
    if (chunk.remaining() < EntryCodec.MAX_ENTRY) {
      flush();
    }
    totals.add(entry);
    EntryCodec.write(entry, table::number, chunk);
  }

  void endSection() throws IOException {
    if (chunk.position() > 0) {
      flush();
    }
    sections.add(
        new ManifestFooter.Section(
            sectionOffset, sectionFirstChunk, chunks - sectionFirstChunk, hex(sha256.digest())));
  }

  private void flush() throws IOException {
    int length = chunk.position();
    byte[] header = ByteBuffer.allocate(ChunkSpot.HEADER).putInt(length).array();
    byte[] context = ChunkSpot.chunkContext(prefixSha256, chunks);
    envelope.seal(ChunkSpot.chunkNonce(chunks), context, chunk.array(), 0, length, sealed, 0);
    sha256.update(header);
    sha256.update(sealed, 0, length + Envelope.TAG);
    write(header, header.length);
    write(sealed, length + Envelope.TAG);
    chunk.clear();
    chunks++;
  }

  private void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }

  /** The segments referred to so far. */
  List<SegmentId> segments() {
    return table.ids();
  }

  /** Writes the rest. Nothing is visible yet. */
  void finish(long storedBytes) throws IOException {
    byte[] segments = table.bytes();
    ManifestFooter footer = footer(storedBytes, hex(Format.sha256().digest(segments)));
    write(segments, segments.length);
    byte[] json = CanonicalJson.write(footer);
    byte[] footerAndTag = java.util.Arrays.copyOf(json, json.length + Envelope.TAG);
    byte[] context = ChunkSpot.footerContext(prefixSha256, chunks, json);
    envelope.seal(
        ChunkSpot.footerNonce(chunks), context, new byte[0], 0, 0, footerAndTag, json.length);
    write(footerAndTag, footerAndTag.length);
    byte[] end = ManifestEnd.fixed(ManifestEnd.digest(prefix, footerAndTag), json.length);
    write(end, end.length);
  }

  private ManifestFooter footer(long storedBytes, String tableSha256) {
    return new ManifestFooter(
        chunks,
        preambleSha256,
        sections,
        position,
        table.size(),
        tableSha256,
        totals.logicalBytes(),
        storedBytes,
        totals.pages(),
        totals.changedPages(),
        totals.files(),
        totals.directories());
  }

  /** Makes the manifest visible and durable, and with it the snapshot. */
  void commit() throws IOException {
    out.commit();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    envelope.close();
    out.close();
  }
}
