package io.snapseal.blockstore;

import java.util.regex.Pattern;

/**
 * The name of an object in a {@link Storage}: up to {@value #MAX_PARTS} parts of ASCII letters,
 * digits and {@code . _ : -}, separated by {@code /}. No part begins with a dot, so that no name
 * leaves its storage.
 *
 * @param value such as {@code segments/vol-1/0f3a…}
 */
public record ObjectName(String value) implements Comparable<ObjectName> {
  /** How many parts a name may have. */
  public static final int MAX_PARTS = 6;

  /** How long a part may be, in characters. */
  public static final int MAX_PART_LENGTH = 200;

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_:-][A-Za-z0-9._:-]*");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if it is not such a name
   */
  public ObjectName {
    String[] parts = value.split("/", -1);
    if (parts.length > MAX_PARTS) {
      throw new IllegalArgumentException("too many parts in an object name");
    }
    for (String part : parts) {
      requirePart(part);
    }
  }

  /**
   * One part of a name, such as a snapshot's or a volume's id.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static String requirePart(String part) {
    if (part.length() > MAX_PART_LENGTH || !PART.matcher(part).matches()) {
      throw new IllegalArgumentException("not a part of an object name: '%s'".formatted(part));
    }
    return part;
  }

  /** The part after the last {@code /}. */
  public String last() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(ObjectName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
