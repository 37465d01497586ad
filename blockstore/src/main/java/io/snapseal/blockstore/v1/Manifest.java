package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.seal.Envelope;
import java.util.ArrayList;
import java.util.List;

/** An authenticated manifest, open for reading. Used by one thread at a time. */
final class Manifest implements AutoCloseable {
  /** The length of the key of pages' digests, in bytes. */
  static final int DIGEST_KEY = 32;

  private final Outline outline;
  private final ObjectReader in;
  private final Envelope envelope;
  private final byte[] digestKey;

  private Manifest(Outline outline, ObjectReader in, Envelope envelope, byte[] digestKey) {
    this.outline = outline;
    this.in = in;
    this.envelope = envelope;
    this.digestKey = digestKey;
  }

  /**
   * Authenticates what the outline says. The reader is taken over.
   *
   * @throws DamagedException if it was not sealed under this key
   */
  static Manifest open(Outline outline, ObjectReader in, Sealing sealing) {
    Envelope envelope = sealing.manifest(outline.header().uidBytes());
    try {
      outline.authenticate(envelope);
      return new Manifest(outline, in, envelope, preamble(outline, in, envelope));
    } catch (RuntimeException e) {
      envelope.close();
      in.close();
      throw e;
    }
  }

  private static byte[] preamble(Outline outline, ObjectReader in, Envelope envelope) {
    ManifestFooter.Section only =
        new ManifestFooter.Section(
            outline.header().prefix().length, 1, 1, outline.footer().preambleSha256());
    ChunkReader chunks = new ChunkReader(outline, in, envelope, only, 0);
    byte[] key = chunks.next();
    if (key.length != DIGEST_KEY) {
      throw new DamagedException(outline.object(), "its preamble is not one");
    }
    chunks.checkEnd();
    return key;
  }

  Outline outline() {
    return outline;
  }

  /** The key of the pages' digests. */
  byte[] digestKey() {
    return digestKey.clone();
  }

  /** All entries, in order. */
  EntryCursor entries() {
    List<SectionCursor> sections = new ArrayList<>();
    for (ManifestFooter.Section section : outline.footer().sections()) {
      ChunkReader chunks = new ChunkReader(outline, in, envelope, section, section.firstChunk());
      sections.add(new SectionCursor(chunks, outline.object(), outline.table()::id));
    }
    return new EntryCursor(sections, outline.object());
  }

  @Override
  public void close() {
    envelope.close();
    in.close();
    java.util.Arrays.fill(digestKey, (byte) 0);
  }
}
