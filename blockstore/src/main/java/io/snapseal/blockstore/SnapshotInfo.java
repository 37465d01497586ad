package io.snapseal.blockstore;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a snapshot is, as its manifest says. Read without keys, so of a sealed snapshot only {@link
 * BlockStore#verify} authenticates it.
 *
 * @param id its name
 * @param volume its lineage
 * @param parent the snapshot whose pages it was compared with, if one was used
 * @param keyArn the KMS key it is sealed under; none if it is not encrypted
 * @param encryptionContext what its data key is bound to
 * @param logicalBytes the sum of its files' sizes
 * @param storedBytes what it added to the store in segments
 * @param pages pages of 8 KiB in its files
 * @param changedPages those that it stored: those neither all zero nor in the parent, and those of
 *     segments that the parent needed only a small part of
 * @param files how many files
 * @param directories how many directories, without the root
 * @param createdAt when it was begun
 * @param manifestDigest SHA-256 over what the manifest commits to, 64 hex digits. Kept elsewhere,
 *     it pins this very snapshot: see {@link BlockStore#restore}
 */
public record SnapshotInfo(
    String id,
    String volume,
    Optional<String> parent,
    Optional<String> keyArn,
    Map<String, String> encryptionContext,
    long logicalBytes,
    long storedBytes,
    long pages,
    long changedPages,
    long files,
    long directories,
    Instant createdAt,
    String manifestDigest) {
  /** Copies the map. */
  public SnapshotInfo {
    encryptionContext = Map.copyOf(encryptionContext);
  }

  /** Whether it is encrypted under a KMS key. */
  public boolean sealed() {
    return keyArn.isPresent();
  }
}
