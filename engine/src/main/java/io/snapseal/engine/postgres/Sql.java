package io.snapseal.engine.postgres;

import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PasswordUtil;

/**
 * The statements that make a cluster look like RDS to its users.
 *
 * <p>The master user is not a superuser, as on RDS ("Master user account privileges",
 * "Understanding the rds_superuser role"): a superuser could read the files of every instance on
 * the machine and run programs.
 */
final class Sql {
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  /** PostgreSQL documentation, 51.8 "pg_authid". */
  private static final Pattern VERIFIER =
      Pattern.compile(
          "SCRAM-SHA-256\\$\\d{1,10}:[A-Za-z0-9+/=]{1,200}\\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}");

  /** PostgreSQL's own default (scram_iterations). */
  private static final int SCRAM_ITERATIONS = 4096;

  private static final int SALT_BYTES = 16;

  private final SecureRandom random;

  Sql(SecureRandom random) {
    this.random = random;
  }

  /** What a fresh cluster needs; each statement is one line. */
  List<String> initial(MasterUser master, Optional<String> database, int major) {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE ROLE rds_superuser NOLOGIN");
    statements.add("GRANT " + granted(major) + " TO rds_superuser WITH ADMIN OPTION");
    statements.add(createMaster(master));
    statements.add("ALTER DATABASE postgres OWNER TO " + quoted(master.name()));
    database
        .filter(name -> !name.equals("postgres")) // every cluster has that one
        .ifPresent(
            name ->
                statements.add(
                    "CREATE DATABASE "
                        + quoted(requireDatabase(name))
                        + " OWNER "
                        + quoted(master.name())));
    return statements;
  }

  private static String granted(int major) {
    List<String> roles =
        new ArrayList<>(List.of("pg_monitor", "pg_signal_backend", "pg_checkpoint"));
    if (major >= 16) {
      roles.addAll(List.of("pg_use_reserved_connections", "pg_create_subscription"));
    }
    if (major >= 17) {
      roles.add("pg_maintain");
    }
    return String.join(", ", roles);
  }

  String createMaster(MasterUser master) {
    return "CREATE ROLE "
        + quoted(master.name())
        + " LOGIN CREATEROLE CREATEDB VALID UNTIL 'infinity' IN ROLE rds_superuser PASSWORD '"
        + requireVerifier(master)
        + "'";
  }

  String alterMaster(MasterUser master) {
    return "ALTER ROLE "
        + quoted(master.name())
        + " LOGIN PASSWORD '"
        + requireVerifier(master)
        + "'";
  }

  /**
   * The server gets what it would store anyway (RFC 5803), so the password's text is in no
   * statement and no log.
   */
  String verifier(Password password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    char[] characters = password.insecureCharacters();
    try {
      return PasswordUtil.encodeScramSha256(characters, SCRAM_ITERATIONS, salt);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** Anything else the server would take for the password itself, and might log. */
  private static String requireVerifier(MasterUser master) {
    if (!VERIFIER.matcher(master.verifier()).matches()) {
      throw new IllegalArgumentException("that is not a verifier that PostgreSQL made");
    }
    return master.verifier();
  }

  static String requireDatabase(String name) {
    if (!DATABASE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a database name has 1 to 63 letters, digits or underscores and does not start with a digit");
    }
    return name;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
