package io.snapseal.blockstore.v1;

/** A run of entries, in pieces. */
interface Chunks {
  boolean hasNext();

  /** The next piece: whole entries. */
  byte[] next();

  /** After the last: are they all there, and what they should be? */
  void checkEnd();
}
