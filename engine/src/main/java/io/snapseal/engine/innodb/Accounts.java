package io.snapseal.engine.innodb;

import io.snapseal.engine.MasterUser;
import io.snapseal.engine.Password;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The statements that make accounts, and their passwords' verifiers.
 *
 * <p>A verifier is what {@code mysql_native_password} stores: SHA-1 of SHA-1 of the password. It is
 * what RDS itself uses for these engines, what every client speaks, and the one form that both
 * kinds of server take ready-made; who has it cannot log in with it, but can try out weak passwords
 * on it, so it is kept like a secret.
 */
public final class Accounts {
  private static final Pattern VERIFIER = Pattern.compile("\\*[0-9A-F]{40}");
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private Accounts() {}

  static String verifier(Password password) {
    char[] characters = password.insecureCharacters();
    byte[] bytes = new byte[characters.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) characters[i]; // ASCII, says Password
    }
    try {
      return verifier(bytes);
    } finally {
      Arrays.fill(characters, '\0');
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The verifier of a password in bytes. */
  public static String verifier(byte[] password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] once = sha1.digest(password);
      byte[] twice = sha1.digest(once);
      Arrays.fill(once, (byte) 0);
      return "*" + HexFormat.of().formatHex(twice).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** What a fresh data directory needs besides its administrator. */
  static List<String> initial(Variant variant, MasterUser master, Optional<String> database) {
    List<String> statements = new ArrayList<>();
    variant.superfluousAccounts().forEach(account -> statements.add("DROP USER " + account));
    statements.addAll(master(variant, master));
    database.ifPresent(name -> statements.add("CREATE DATABASE `" + requireDatabase(name) + "`"));
    return statements;
  }

  /** Makes the master user, or gives it another password; its privileges are whole afterwards. */
  static List<String> master(Variant variant, MasterUser master) {
    String account = "'" + master.name() + "'@'%'";
    String identified =
        account + " IDENTIFIED WITH mysql_native_password AS '" + requireVerifier(master) + "'";
    List<String> statements = new ArrayList<>();
    statements.add("CREATE USER IF NOT EXISTS " + identified);
    statements.add("ALTER USER " + identified + " ACCOUNT UNLOCK");
    statements.addAll(variant.privileges().ofMaster(account));
    return statements;
  }

  /** Makes an account of the Unix socket anew; over TCP its host never matches. */
  public static List<String> anew(String account, String identified) {
    return List.of("DROP USER IF EXISTS " + account, "CREATE USER " + account + " " + identified);
  }

  /** Anything else the server might take for a hash of its own making. */
  private static String requireVerifier(MasterUser master) {
    if (!VERIFIER.matcher(master.verifier()).matches()) {
      throw new IllegalArgumentException("that is not a verifier that this engine made");
    }
    return master.verifier();
  }

  static String requireDatabase(String name) {
    if (!DATABASE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a database name has 1 to 64 letters, digits or underscores and does not start with a digit");
    }
    return name;
  }
}
