package io.snapseal.engine;

import java.util.Arrays;

/**
 * A database password: 1 to 128 printable ASCII characters, as RDS accepts (RDS API,
 * CreateDBInstance, MasterUserPassword; 128 is the longest of any engine). Wiped by {@link
 * #close()}; never shown.
 */
public final class Password implements AutoCloseable {
  private final char[] characters;
  private boolean wiped;

  private Password(char[] characters) {
    this.characters = characters;
  }

  /** Copies the characters; wiping the argument stays with the caller. */
  public static Password of(char[] characters) {
    if (characters.length < 1 || characters.length > 128) {
      throw new IllegalArgumentException("a password has 1 to 128 characters");
    }
    for (char c : characters) {
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException("a password has printable ASCII characters only");
      }
    }
    return new Password(characters.clone());
  }

  /**
   * The one way out: a copy of the characters, which the caller wipes.
   *
   * @throws IllegalStateException if the password has been wiped
   */
  public synchronized char[] insecureCharacters() {
    if (wiped) {
      throw new IllegalStateException("the password has been wiped");
    }
    return characters.clone();
  }

  @Override
  public synchronized void close() {
    Arrays.fill(characters, '\0');
    wiped = true;
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
