package io.snapseal.rds.resource;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes the ids that AWS makes: unique for ever, meaningless, safe in a file name. */
public final class Ids {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 26;

  /** What the name of a stored snapshot begins with. */
  public static final String STORED_SNAPSHOT = "snap-";

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
    return STORED_SNAPSHOT + drawn();
  }

  /** A UUID of version 4, as EventBridge names events. */
  public String uuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  private String drawn() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
