package io.snapseal.autopilot.find;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Which snapshot something was made from and for which key: written into tags, hashed into names.
 *
 * <p>The moment of creation is part of it, since a snapshot may be deleted and another take its
 * name.
 *
 * @param sourceArn the original snapshot; one too long for a tag's value (256 characters) has its
 *     end replaced by its digest
 * @param sourceCreated its SnapshotCreateTime, which AWS changes only for a copy (RDS API
 *     Reference, DBSnapshot)
 * @param keyArn the wanted key, as KMS resolves it
 */
public record Lineage(String sourceArn, Instant sourceCreated, String keyArn) {
  private static final int DIGEST_BYTES = 6;
  private static final int LONGEST_TAG_VALUE = 256;

  public Lineage {
    if (sourceArn.length() > LONGEST_TAG_VALUE) {
      String digest = "/" + hex(sourceArn);
      sourceArn = sourceArn.substring(0, LONGEST_TAG_VALUE - digest.length()) + digest;
    }
  }

  /**
   * Where a snapshot comes from: from itself, or, if Snapseal made it and it stays, from what that
   * was made from, so that going on from a sealed snapshot makes nothing twice.
   */
  public static Lineage of(Snapshot snapshot, String keyArn) {
    Lineage told = Tags.sealedFrom(snapshot);
    return told == null ? itself(snapshot, keyArn) : told.under(keyArn);
  }

  /** Of a snapshot as a source of its own, wherever it comes from. */
  static Lineage itself(Snapshot snapshot, String keyArn) {
    Instant created = snapshot.created();
    if (created == null) {
      throw new IllegalStateException(snapshot.arn() + " is not created yet");
    }
    return new Lineage(snapshot.arn(), created, keyArn);
  }

  /** The same source under another region's key. */
  public Lineage under(String otherKeyArn) {
    return new Lineage(sourceArn, sourceCreated, otherKeyArn);
  }

  /**
   * The source's identifier, which may itself hold a colon, as in {@code rds:orders-2026-01-01}.
   */
  String sourceId() {
    String before = kind().inArn();
    return sourceArn.substring(sourceArn.indexOf(before) + before.length());
  }

  /** Whether of an instance or of a cluster. */
  public Kind kind() {
    return Kind.ofArn(sourceArn);
  }

  /** Twelve hexadecimal digits that differ for another source, key or purpose. */
  String digest(String purpose) {
    String all = String.join("\n", purpose, sourceArn, sourceCreated.toString(), keyArn);
    return hex(all).substring(0, 2 * DIGEST_BYTES);
  }

  /** SHA-256 as 64 hexadecimal digits. */
  static String hex(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
