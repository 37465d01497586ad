package io.snapseal.blockstore.v1;

import java.util.List;

/**
 * What a manifest commits to. It stands in plain text at its end, authenticated by a tag.
 *
 * @param chunks how many chunks there are, the preamble included
 * @param preambleSha256 digest of chunk 0 as stored, in hex
 * @param sections sorted runs of entries
 * @param tableOffset where the table of segments begins
 * @param segments how many segments it lists
 * @param tableSha256 digest of the table, in hex
 * @param logicalBytes the sum of the files' sizes
 * @param storedBytes what the snapshot added in segments
 * @param pages pages in its files
 * @param changedPages pages that it stored
 * @param files how many files
 * @param directories how many directories
 */
record ManifestFooter(
    long chunks,
    String preambleSha256,
    List<Section> sections,
    long tableOffset,
    int segments,
    String tableSha256,
    long logicalBytes,
    long storedBytes,
    long pages,
    long changedPages,
    long files,
    long directories) {
  static final int MAX_SECTIONS = 64;

  ManifestFooter {
    sections = List.copyOf(sections);
    if (chunks < 1 || tableOffset < 0 || segments < 0 || sections.size() > MAX_SECTIONS) {
      throw new IllegalArgumentException("not the footer of a manifest");
    }
  }

  /**
   * A sorted run of entries.
   *
   * @param offset where its first chunk begins
   * @param firstChunk that chunk's number
   * @param chunks how many chunks it has
   * @param sha256 digest of all its chunks as stored, in hex
   */
  record Section(long offset, long firstChunk, long chunks, String sha256) {
    Section {
      if (offset < 0 || firstChunk < 1 || chunks < 0) {
        throw new IllegalArgumentException("not a section of a manifest");
      }
    }
  }
}
