package io.snapseal.kms.root;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads stored root keys strictly: what is not written exactly as {@link StoredRootKey#text} writes
 * it is refused, so that no byte of a file is without meaning. Only the first format's white space
 * may vary, as it always might.
 */
final class StoredRootKeyReader {
  private static final String MAGIC = "snapseal-root-key-v";

  private StoredRootKeyReader() {}

  /** The keys of a file: one, or two while one takes the other's place. */
  static List<StoredRootKey> read(String text) {
    if (!text.startsWith(MAGIC)) {
      throw RootKeyException.unknownFormat();
    }
    List<StoredRootKey> keys = new ArrayList<>();
    for (String part : text.split("(?m)^(?=" + MAGIC + ")", -1)) {
      if (!part.isEmpty()) {
        keys.add(one(part));
      }
    }
    if (keys.size() > 2) {
      throw RootKeyException.damaged(null);
    }
    return List.copyOf(keys);
  }

  private static StoredRootKey one(String text) {
    if (text.startsWith(StoredRootKey.PLAIN)) {
      String key = text.substring(StoredRootKey.PLAIN.length()).trim();
      return new StoredRootKey(RootKeyKind.FILE, Map.of(), decoded(key, RootKeyBytes.LENGTH));
    }
    if (!text.startsWith(StoredRootKey.SEALED)) {
      throw RootKeyException.unknownFormat();
    }
    StoredRootKey read = sealed(text.substring(StoredRootKey.SEALED.length()).split("\n", -1));
    if (!read.text().equals(text)) {
      throw RootKeyException.damaged(null);
    }
    return read;
  }

  private static StoredRootKey sealed(String[] lines) {
    RootKeyKind kind =
        RootKeyKind.of(lines[0])
            .filter(word -> word != RootKeyKind.FILE)
            .orElseThrow(RootKeyException::unknownFormat);
    if (lines.length < 3) {
      throw RootKeyException.damaged(null);
    }
    Map<String, String> fields = new TreeMap<>();
    for (int i = 1; i < lines.length - 2; i++) {
      fields.put(name(lines[i]), value(lines[i]));
    }
    try {
      return new StoredRootKey(kind, fields, decoded(value(lines[lines.length - 2]), 0));
    } catch (IllegalArgumentException e) {
      throw RootKeyException.damaged(e);
    }
  }

  private static String name(String line) {
    return line.substring(0, between(line));
  }

  private static String value(String line) {
    return line.substring(between(line) + 1);
  }

  private static int between(String line) {
    int between = line.indexOf(' ');
    if (between < 0) {
      throw RootKeyException.damaged(null);
    }
    return between;
  }

  /**
   * @param length in bytes, or 0 for any
   */
  private static byte[] decoded(String base64, int length) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (length == 0 || bytes.length == length) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Its message quotes what it has read.
      throw RootKeyException.damaged(null);
    }
    throw RootKeyException.damaged(null);
  }
}
