package io.snapseal.blockstore.v1;

import java.nio.ByteBuffer;

/** What a manifest's chunks and footer are bound to: the whole prefix, and their place. */
final class ChunkSpot {
  /** The most bytes of entries in a chunk. */
  static final int MAX_CHUNK = 256 * 1024;

  /** The length of a chunk's header, in bytes. */
  static final int HEADER = 4;

  private static final byte[] CHUNK = Format.ascii("SNAPCHNK");
  private static final byte[] FOOTER = Format.ascii("SNAPFOOT");
  private static final int CHUNK_DOMAIN = 0;
  private static final int FOOTER_DOMAIN = 1;

  private ChunkSpot() {}

  static byte[] chunkContext(byte[] prefixSha256, long number) {
    return context(CHUNK, prefixSha256, number, new byte[0]);
  }

  static byte[] footerContext(byte[] prefixSha256, long chunks, byte[] footer) {
    return context(FOOTER, prefixSha256, chunks, footer);
  }

  private static byte[] context(byte[] label, byte[] prefixSha256, long number, byte[] rest) {
    return ByteBuffer.allocate(label.length + prefixSha256.length + Long.BYTES + rest.length)
        .put(label)
        .put(prefixSha256)
        .putLong(number)
        .put(rest)
        .array();
  }

  static byte[] chunkNonce(long number) {
    return Format.nonce(CHUNK_DOMAIN, number);
  }

  static byte[] footerNonce(long chunks) {
    return Format.nonce(FOOTER_DOMAIN, chunks);
  }
}
