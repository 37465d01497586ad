package io.snapseal.engine;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The role that {@code CreateDBInstance} calls the master user.
 *
 * @param name 1 to 63 letters, digits or underscores, first a letter (RDS API, CreateDBInstance,
 *     MasterUsername), and none of the names RDS keeps for itself
 * @param verifier its password as the engine stores it, made by {@link DatabaseEngine#verifier}:
 *     who has it cannot log in with it
 */
public record MasterUser(String name, String verifier) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

  /** One line of printable ASCII, and nothing that ends a quoted string. */
  private static final Pattern VERIFIER = Pattern.compile("[!-~&&[^'\"\\\\]]{1,512}");

  private static final Set<String> RESERVED = Set.of("rdsadmin", "rds_superuser", "public", "none");

  public MasterUser {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "master user name must be 1 to 63 letters, digits or underscores and start with a letter");
    }
    if (RESERVED.contains(name) || name.startsWith("pg_")) {
      throw new IllegalArgumentException("master user name " + name + " is reserved by the engine");
    }
    if (!VERIFIER.matcher(verifier).matches()) {
      throw new IllegalArgumentException("that is not a verifier that an engine made");
    }
  }

  /** Without the verifier: a weak password could be guessed from it. */
  @Override
  public String toString() {
    return "MasterUser[" + name + "]";
  }
}
