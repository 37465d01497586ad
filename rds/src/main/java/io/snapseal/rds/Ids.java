package io.snapseal.rds;

import java.security.SecureRandom;

/** Makes the ids that AWS makes: unique for ever, meaningless, safe in a file name. */
final class Ids {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 26;

  private final SecureRandom random;

  Ids(SecureRandom random) {
    this.random = random;
  }

  /** An instance's {@code DbiResourceId}. */
  String instance() {
    return "db-" + drawn();
  }

  /** The name of a lineage of snapshots in the block store. */
  String volume() {
    return "vol-" + drawn();
  }

  /** The name of a snapshot in the block store. */
  String storedSnapshot() {
    return "snap-" + drawn();
  }

  private String drawn() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
