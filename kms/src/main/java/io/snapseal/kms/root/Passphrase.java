package io.snapseal.kms.root;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A passphrase, as UTF-8. It prints as nothing and is wiped when this is closed. */
public final class Passphrase implements AutoCloseable {
  /**
   * How many characters a new one has at least. NIST SP 800-63B asks for 8 where guesses can be
   * counted; whoever has a file can guess as often as they like.
   */
  public static final int SHORTEST = 12;

  private static final int LONGEST = 1024;
  private static final int LONGEST_ENCODED = 3;

  private final byte[] utf8;
  private final int characters;

  private Passphrase(byte[] utf8, int characters) {
    this.utf8 = utf8;
    this.characters = characters;
  }

  /**
   * Holds a passphrase; the array is wiped.
   *
   * @throws RootKeyException if it is empty, or longer than 1,024 characters
   */
  public static Passphrase of(char[] characters) {
    try {
      if (characters.length == 0 || characters.length > LONGEST) {
        throw new RootKeyException(
            "the passphrase is empty, or longer than " + LONGEST + " characters",
            "Give one of " + SHORTEST + " characters or more.",
            null);
      }
      ByteBuffer encoded = ByteBuffer.allocate(characters.length * LONGEST_ENCODED);
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .encode(CharBuffer.wrap(characters), encoded, true);
      byte[] utf8 = Arrays.copyOf(encoded.array(), encoded.position());
      Arrays.fill(encoded.array(), (byte) 0);
      return new Passphrase(utf8, Character.codePointCount(characters, 0, characters.length));
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** The array itself: not to be kept. */
  byte[] reveal() {
    return utf8;
  }

  /** Refuses one that is too short to be a new one. */
  void requireLongEnough() {
    if (characters < SHORTEST) {
      throw new RootKeyException(
          "the passphrase is shorter than " + SHORTEST + " characters",
          "Choose a longer one: several words that nobody has put together before.",
          null);
    }
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "Passphrase(hidden)";
  }
}
