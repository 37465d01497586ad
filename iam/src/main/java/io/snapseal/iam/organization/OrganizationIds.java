package io.snapseal.iam.organization;

import java.security.SecureRandom;

/** Ids as Organizations draws them (Organizations API reference, each id's pattern). */
final class OrganizationIds {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String DIGITS = "0123456789";

  private final SecureRandom random;

  OrganizationIds(SecureRandom random) {
    this.random = random;
  }

  /** For example {@code o-a1b2c3d4e5}. */
  String organization() {
    return "o-" + drawn(ALPHABET, 10);
  }

  /** For example {@code r-ab12}. */
  String root() {
    return "r-" + drawn(ALPHABET, 4);
  }

  /** For example {@code ou-ab12-cdefgh34}, which has its root's id in it. */
  String unit(String rootId) {
    return "ou-" + rootId.substring(2) + "-" + drawn(ALPHABET, 8);
  }

  /** For example {@code p-a1b2c3d4}. */
  String policy() {
    return "p-" + drawn(ALPHABET, 8);
  }

  /** The request that makes an account: {@code car-…}. */
  String request() {
    return "car-" + drawn(ALPHABET, 32);
  }

  /** Twelve digits, the first of which is not zero: some read an account as a number. */
  String account() {
    return drawn("123456789", 1) + drawn(DIGITS, 11);
  }

  private String drawn(String alphabet, int length) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
