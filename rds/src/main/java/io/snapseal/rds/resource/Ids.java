package io.snapseal.rds.resource;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Makes the ids that AWS makes: unique for ever, meaningless, safe in a file name. */
public final class Ids {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 26;

  private static final Pattern DATABASE = Pattern.compile("(db|cluster)-[A-Z2-7]{" + LENGTH + "}");

  private final SecureRandom random;

  public Ids(SecureRandom random) {
    this.random = random;
  }

  /** An instance's {@code DbiResourceId}. */
  public String instance() {
    return "db-" + drawn();
  }

  /** A cluster's {@code DbClusterResourceId}. */
  public String cluster() {
    return "cluster-" + drawn();
  }

  /** Whether a name has the form of an instance's or a cluster's resource id. */
  public static boolean isDatabase(String name) {
    return DATABASE.matcher(name).matches();
  }

  /** A task's identity. */
  public String task() {
    return drawn();
  }

  /** The name of a lineage of snapshots in the block store. */
  public String volume() {
    return "vol-" + drawn();
  }

  /** The name of a snapshot in the block store. */
  public String storedSnapshot() {
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
