package io.snapseal.iam.directory;

import java.security.SecureRandom;

/** Unique ids (IAM user guide, "IAM identifiers"): never given twice, so they outlive names. */
public final class EntityIds {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int DRAWN = 17;

  private final SecureRandom random;

  public EntityIds(SecureRandom random) {
    this.random = random;
  }

  /** For example {@code AIDAJ2UCCR6DPCEXAMPLE}. */
  public String user() {
    return drawn("AIDA");
  }

  /** {@code AGPA…} */
  public String group() {
    return drawn("AGPA");
  }

  /** {@code AROA…} */
  public String role() {
    return drawn("AROA");
  }

  /** {@code ANPA…} */
  public String policy() {
    return drawn("ANPA");
  }

  private String drawn(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < DRAWN; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
