package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.ObjectName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Sizes and names of format version 1. */
final class Format {
  static final int VERSION = 1;

  /** The unit of change, in bytes: PostgreSQL's page, half of InnoDB's. */
  static final int PAGE = 8192;

  /** The most pages in a frame: 1 MiB. */
  static final int FRAME_PAGES = 128;

  static final int FRAME_BYTES = FRAME_PAGES * PAGE;

  /** What zstd may make of a frame at worst (zstd.h, ZSTD_COMPRESSBOUND). */
  static final int MAX_PAYLOAD = FRAME_BYTES + (FRAME_BYTES >> 8);

  /** The pages of a file are listed in extents of this many: 8 MiB. */
  static final int EXTENT_PAGES = 1024;

  static final int EXTENT_BYTES = EXTENT_PAGES * PAGE;

  /** A page's digest: HMAC-SHA256 cut to this many bytes. */
  static final int DIGEST = 16;

  static final String SNAPSHOTS = "snapshots/";
  static final String SEGMENTS = "segments/";
  static final String VOLUMES = "volumes/";
  static final String COPIES = "copies/";
  static final ObjectName FORMAT = new ObjectName("format.json");
  private static final String MANIFEST_SUFFIX = ".manifest";

  private Format() {}

  static ObjectName manifest(String snapshotId) {
    return new ObjectName(SNAPSHOTS + snapshotId + MANIFEST_SUFFIX);
  }

  static boolean isManifest(ObjectName name) {
    return name.last().endsWith(MANIFEST_SUFFIX);
  }

  static String snapshotId(ObjectName manifest) {
    String last = manifest.last();
    return last.substring(0, last.length() - MANIFEST_SUFFIX.length());
  }

  static String copyOf(String snapshotId) {
    return COPIES + snapshotId + "/";
  }

  static ObjectName segment(String volume, SegmentId id) {
    return new ObjectName(SEGMENTS + volume + "/" + id.hex());
  }

  static String keysOf(String volume) {
    return VOLUMES + volume + "/keys/";
  }

  static ObjectName key(String volume, int number) {
    return new ObjectName(keysOf(volume) + number + ".json");
  }

  /** How many pages a file of this size has. */
  static long pages(long size) {
    return size / PAGE + (size % PAGE == 0 ? 0 : 1);
  }

  /** How many extents a file of this size has. */
  static long extents(long size) {
    return size / EXTENT_BYTES + (size % EXTENT_BYTES == 0 ? 0 : 1);
  }

  /** How many pages one extent of a file of this size has. */
  static int pagesOfExtent(long size, long extent) {
    return (int) Math.min(EXTENT_PAGES, pages(size) - extent * EXTENT_PAGES);
  }

  /** A nonce: a domain and a position in it. */
  static byte[] nonce(int domain, long position) {
    return ByteBuffer.allocate(12).putInt(domain).putLong(position).array();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
