package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.UnstorableFileException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A path in a snapshot: relative, UTF-8, no part empty, {@code .} or {@code ..}, no NUL. Ordered by
 * bytes, with {@code /} before all others: each directory comes before what is in it, and all that
 * is in it comes before its next sibling.
 */
final class TreePath implements Comparable<TreePath> {
  static final int MAX_BYTES = 4095;
  private static final int MAX_PART_BYTES = 255;

  private final String text;
  private final byte[] utf8;

  private TreePath(String text, byte[] utf8) {
    this.text = text;
    this.utf8 = utf8;
  }

  /**
   * Checks a path.
   *
   * @throws UnstorableFileException if it is not such a path
   */
  static TreePath of(String text) {
    byte[] utf8;
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      utf8 = new byte[encoded.remaining()];
      encoded.get(utf8);
    } catch (CharacterCodingException e) {
      throw new UnstorableFileException(text, "its name is not Unicode");
    }
    String problem = problem(text, utf8);
    if (problem != null) {
      throw new UnstorableFileException(text, problem);
    }
    return new TreePath(text, utf8);
  }

  /**
   * Decodes and checks a path.
   *
   * @throws UnstorableFileException if these bytes are not such a path
   */
  static TreePath of(byte[] utf8) {
    try {
      return of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new UnstorableFileException("a file", "its name is not UTF-8");
    }
  }

  private static @Nullable String problem(String text, byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      return "its path is longer than %d bytes".formatted(MAX_BYTES);
    }
    if (text.indexOf('\uFFFD') >= 0) {
      return "its name is not UTF-8"; // what the JDK makes of bytes that it cannot decode
    }
    for (String part : text.split("/", -1)) {
      String problem = partProblem(part);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String partProblem(String part) {
    if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
      return "its path leaves the snapshot or is not one";
    }
    boolean tooLong = part.getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES;
    return tooLong ? "its name is longer than %d bytes".formatted(MAX_PART_BYTES) : null;
  }

  String text() {
    return text;
  }

  byte[] utf8() {
    return utf8;
  }

  /** The directory it is in; null at the top. */
  @Nullable TreePath parent() {
    int slash = text.lastIndexOf('/');
    return slash < 0 ? null : of(text.substring(0, slash));
  }

  @Override
  public int compareTo(TreePath other) {
    int at = Arrays.mismatch(utf8, other.utf8);
    if (at < 0) {
      return 0;
    }
    if (at == utf8.length || at == other.utf8.length) {
      return Integer.compare(utf8.length, other.utf8.length);
    }
    return Integer.compare(rank(utf8[at]), rank(other.utf8[at]));
  }

  private static int rank(byte value) {
    return value == '/' ? 0 : Byte.toUnsignedInt(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreePath that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
