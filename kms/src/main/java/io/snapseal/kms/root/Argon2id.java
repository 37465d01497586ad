package io.snapseal.kms.root;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), version 1.3, with its parameters and salt: turns a passphrase into a key.
 *
 * @param memoryKib how much memory it takes, in KiB
 * @param passes how often it goes over that memory
 * @param lanes how many parts of it can be filled in parallel
 * @param salt 16 bytes in base64, RFC 9106 section 3.1
 */
record Argon2id(int memoryKib, int passes, int lanes, String salt) {
  private static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int LEAST_KIB = 64 * 1024;
  private static final int MOST_KIB = 256 * 1024;
  private static final int LEAST_PASSES = 3;
  private static final int MOST_PASSES = 16;
  private static final int MOST_LANES = 16;
  private static final Pattern TEXT =
      Pattern.compile("v=19,m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3}),s=([A-Za-z0-9+/]{22}==)");

  /** Bounds what a changed file can make a start cost, and how weak it can make it. */
  Argon2id {
    if (memoryKib < LEAST_KIB
        || memoryKib > MOST_KIB
        || passes < LEAST_PASSES
        || passes > MOST_PASSES
        || lanes < 1
        || lanes > MOST_LANES) {
      throw new IllegalArgumentException("Argon2id parameters out of bounds");
    }
  }

  /** RFC 9106 section 4, the second recommended option: 64 MiB, 3 passes, 4 lanes. */
  static Argon2id recommended(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new Argon2id(LEAST_KIB, LEAST_PASSES, 4, Base64.getEncoder().encodeToString(salt));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is none, or out of bounds
   */
  static Argon2id of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not Argon2id parameters");
    }
    return new Argon2id(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        parts.group(4));
  }

  /** As it is stored; not a secret. */
  String text() {
    return "v=19,m=%d,t=%d,p=%d,s=%s".formatted(memoryKib, passes, lanes, salt);
  }

  /** A key of 256 bits, for the caller to wipe. */
  byte[] key(Passphrase passphrase) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(Base64.getDecoder().decode(salt))
            .build());
    byte[] key = new byte[KEY_BYTES];
    generator.generateBytes(passphrase.reveal(), key);
    return key;
  }
}
