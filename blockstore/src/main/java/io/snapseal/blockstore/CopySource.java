package io.snapseal.blockstore;

import java.util.List;

/**
 * One snapshot, open to be copied into another store, which may be another server's. Whoever holds
 * it can read the snapshot: it is given to the store that copies, and to nobody else.
 *
 * <p>Used by many threads. A store takes nothing of it on trust: what is not in order, or is not
 * what the digests say, ends the copy with {@link DamagedException}.
 */
public interface CopySource extends AutoCloseable {
  /** The most bytes that one call of {@link #entries} or {@link #frames} answers with. */
  int MAX_BYTES = 8 << 20;

  /** The most frames that are asked for in one call. */
  int MAX_FRAMES = 4096;

  /** The length of a digest key, in bytes. */
  int DIGEST_KEY = 32;

  /** What the snapshot is. */
  Facts facts();

  /**
   * A copy of the {@value #DIGEST_KEY} bytes under which its pages' digests were made: as secret as
   * the pages.
   */
  byte[] digestKey();

  /**
   * A part of the list of its directories, files and their pages, in the encoding of {@code
   * docs/format.md}, "Entries", where a segment's place in the table stands for the segment.
   *
   * @param number counts from 0; cheap if asked in order
   * @return empty after the last
   */
  byte[] entries(long number);

  /**
   * Frames, opened and still compressed, one after the other.
   *
   * @param places of this snapshot's frames; at most {@link #MAX_FRAMES}, and {@link #MAX_BYTES} of
   *     payload
   * @throws IllegalArgumentException if one of them is not a frame of this snapshot
   */
  byte[] frames(List<FramePlace> places);

  @Override
  void close();

  /**
   * What a snapshot is.
   *
   * @param manifestDigest pins it
   * @param sealed whether it is encrypted
   * @param logicalBytes the sum of its files' sizes
   */
  record Facts(String manifestDigest, boolean sealed, long logicalBytes) {
    /** Checks the parts. */
    public Facts {
      if (!manifestDigest.matches("[0-9a-f]{64}") || logicalBytes < 0) {
        throw new IllegalArgumentException("not the facts of a snapshot");
      }
    }
  }

  /**
   * Where a frame is in the snapshot's store.
   *
   * @param segment the segment's place in the snapshot's table, from 0
   * @param offset of the frame in the segment
   * @param payload its compressed length in bytes
   * @param pages how many pages it holds
   */
  record FramePlace(int segment, long offset, int payload, int pages) {}
}
