package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.ObjectReader;
import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.seal.Envelope;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Opens the chunks of one section, one after the other. */
final class ChunkReader implements Chunks {
  private final Outline outline;
  private final ObjectReader in;
  private final Envelope envelope;
  private final ManifestFooter.Section section;
  private final byte[] prefixSha256;
  private final MessageDigest sha256 = Format.sha256();
  private long position;
  private long number;
  private long remaining;

  ChunkReader(
      Outline outline,
      ObjectReader in,
      Envelope envelope,
      ManifestFooter.Section section,
      long firstNumber) {
    this.outline = outline;
    this.in = in;
    this.envelope = envelope;
    this.section = section;
    this.prefixSha256 = outline.prefixSha256();
    this.position = section.offset();
    this.number = firstNumber;
    this.remaining = section.chunks();
  }

  @Override
  public boolean hasNext() {
    return remaining > 0;
  }

  /**
   * The next chunk's entries.
   *
   * @throws DamagedException if it is not what was written
   */
  @Override
  public byte[] next() {
    byte[] header = read(ChunkSpot.HEADER);
    int length = ByteBuffer.wrap(header).getInt();
    if (length < 0 || length > ChunkSpot.MAX_CHUNK) {
      throw damaged();
    }
    byte[] sealed = read(length + Envelope.TAG);
    byte[] payload = new byte[length];
    byte[] context = ChunkSpot.chunkContext(prefixSha256, number);
    byte[] nonce = ChunkSpot.chunkNonce(number);
    if (!envelope.open(nonce, context, sealed, 0, sealed.length, payload, 0)) {
      throw damaged();
    }
    sha256.update(header);
    sha256.update(sealed);
    number++;
    remaining--;
    return payload;
  }

  /** After the last chunk: are they together what the footer commits to? */
  @Override
  public void checkEnd() {
    if (!HexFormat.of().formatHex(sha256.digest()).equals(section.sha256())) {
      throw new DamagedException(outline.object(), "a section of it is changed");
    }
  }

  private DamagedException damaged() {
    return new DamagedException(outline.object(), "its chunk %d is changed".formatted(number));
  }

  private byte[] read(int length) {
    byte[] bytes = new byte[length];
    try {
      in.readFully(position, bytes, 0, length);
    } catch (EOFException e) {
      throw new DamagedException(outline.object(), "it is too short", e);
    } catch (IOException e) {
      throw new StorageFailedException("reading " + outline.object(), e);
    }
    position += length;
    return bytes;
  }
}
